package preimage.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.data.Images;
import preimage.data.Picture;
import preimage.data.PngGrid;
import preimage.latent.Interpolation;
import preimage.latent.Recovered;
import preimage.latent.Sampling;
import preimage.latent.Targets;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.search.Outcome;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Progress;

/** {@code interpolate}: what lies between two images, as a generator sees it. */
@Command(
    name = "interpolate",
    header = "Recovers two images and draws what a generator makes of the latents between them.",
    footer = "preimage interpolate --model fashion-dcgan --from a.png --to b.png --out strip.png")
final class Interpolate implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The generator: a built-in name or a .safetensors file.")
  private String model = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "a.png",
      description = "The first image; brought to the generator's size and colours.")
  private Path from = Path.of("");

  @Option(names = "--to", required = true, paramLabel = "b.png", description = "The last image.")
  private Path to = Path.of("");

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Images a row, both ends among them; 9 unless told.")
  private int steps = 9;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "strip.png",
      description = "Two rows: along the straight line, and along the sphere.")
  private Path out = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "SPEC",
      description =
          "How the images are recovered, as 'preimage help recover' explains it;"
              + " recovery(restarts=2) unless told.")
  private String method = Demo.NEAR;

  @Option(names = "--seed", paramLabel = "N", description = "Of all randomness; 0 unless told.")
  private long seed;

  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Interpolate(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(() -> output.whole(this::interpolate));
  }

  private int interpolate(Progress progress) {
    if (!out.toString().endsWith(".png")) {
      throw new Misuse("--out must end with .png but was " + out);
    }
    Atomically.refuseUnlessReplaceable(out);
    var chooser = Catalogs.CHOOSERS.parse(method);
    try (var generator = Models.generator(model)) {
      if (!(generator.condition() instanceof Condition.None)) {
        throw new Misuse(model + " takes a condition; interpolate takes generators that have none");
      }
      Interpolation.refuse(steps);
      var ends = ends(generator);
      var recovery = chooser.on(generator).recovery();
      var recovered = recovery.recover(generator, Targets.of(ends), seed, progress);
      strip(generator, recovered);
      var tree = new LinkedHashMap<String, Object>();
      tree.put("loss", recovered.loss());
      tree.put("outcomes", recovered.outcomes().stream().map(Enum::name).toList());
      tree.put("out", out.toString());
      output.result(
          tree,
          "losses %.3g and %.3g, %d steps along the line and the sphere: %s%n"
              .formatted(recovered.loss()[0], recovered.loss()[1], steps, out));
      return recovered.outcomes().contains(Outcome.DIVERGED) ? Exit.DIVERGED : Exit.DONE;
    }
  }

  private Images ends(Generator generator) {
    var shape = generator.image();
    var pixels = new float[2 * shape.count()];
    System.arraycopy(Picture.read(from, shape).pixels(), 0, pixels, 0, shape.count());
    System.arraycopy(Picture.read(to, shape).pixels(), 0, pixels, shape.count(), shape.count());
    return new Images(shape, pixels);
  }

  private void strip(Generator generator, Recovered recovered) {
    var z = recovered.z();
    float[][] both =
        Stream.of(Interpolation.values())
            .flatMap(way -> Stream.of(way.path(z[0], z[1], steps)))
            .toArray(float[][]::new);
    var images = Sampling.images(generator, both, new int[0]);
    new PngGrid(steps, Math.max(1, 64 / images.shape().size(1)), 1).write(images, out);
  }
}
