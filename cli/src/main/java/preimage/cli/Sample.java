package preimage.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.data.Images;
import preimage.data.PngGrid;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Progress;

/** {@code sample}: images of a generator. */
@Command(
    name = "sample",
    header = "Writes what a generator makes of latents, its prior's or given ones.",
    footer = {
      "preimage sample --model fashion-dcgan --count 64 --seed 1 --out grid.png",
      "preimage sample --model fashion-dcgan --latents z.npy --out x.npy"
    })
final class Sample implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "A built-in name or a .safetensors file.")
  private String model = "";

  @Option(
      names = "--latents",
      paramLabel = "z.npy|z.npz",
      description = "Latents (n, d), or the array z of a file, instead of the prior's.")
  private Optional<Path> latents = Optional.empty();

  @Option(names = "--count", paramLabel = "N", description = "How many; 64 unless told.")
  private Optional<Integer> count = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of the latents; 0 unless told.")
  private long seed;

  @Option(
      names = "--labels",
      paramLabel = "c.npy",
      description =
          "Class numbers (n) for a conditional generator; those of the latents' file, or in turn, unless given.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--conditions",
      paramLabel = "SET",
      description = "Images that a generator of images makes its own of; as often as needed.")
  private Optional<String> conditions = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "x.npy|grid.png",
      description = "Images (n, c, h, w) in [0, 1], or a picture of them.")
  private Path out = Path.of("");

  @Mixin private final Sets sets = new Sets();
  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Sample(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(() -> output.whole(this::sample));
  }

  private int sample(Progress progress) {
    if (latents.isPresent() && count.isPresent()) {
      throw new Misuse("give --latents or --count, not both");
    }
    boolean picture = out.toString().endsWith(".png");
    if (!picture && !out.toString().endsWith(".npy")) {
      throw new Misuse("--out must end with .png or .npy but was " + out);
    }
    Atomically.refuseUnlessReplaceable(out);
    try (var generator = Models.generator(model)) {
      float[][] z =
          latents
              .map(Vectors::latents)
              .orElseGet(() -> Sampling.latents(generator, wanted(generator), seed));
      var told = conditions.map(set -> sets.conditions(set, z.length, progress));
      var classes = Vectors.classes(labels, latents, generator, z.length);
      var latent = new Latents(z, classes, told);
      var images = Sampling.images(generator, latent, progress);
      if (picture) {
        PngGrid.square(images).write(images, out);
      } else {
        Npy.write(out, array(images));
      }
      var tree = new LinkedHashMap<String, Object>();
      tree.put("images", images.count());
      tree.put("shape", images.shape().toString());
      tree.put("out", out.toString());
      output.result(tree, "%,d images of %s: %s%n".formatted(images.count(), images.shape(), out));
      return Exit.DONE;
    }
  }

  private int wanted(Generator generator) {
    int n = count.orElse(64);
    if (n < 1) {
      throw new Misuse("count must be at least 1 but was " + n);
    }
    Sampling.requireRoom(generator, n);
    return n;
  }

  private static NdArray array(Images images) {
    var shape = images.shape();
    return NdArray.of(images.pixels(), images.count(), shape.size(0), shape.size(1), shape.size(2));
  }
}
