package preimage.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.io.Safetensors;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Initialisation;
import preimage.net.LatentPrior;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** Small files to work on. */
final class Samples {
  private static final String PICTURE = ".then(reshape(channels=1, height=4, width=4))";

  private Samples() {}

  /** Grey images of 4×4 pixels. */
  static Path images(Path file, int count) {
    Npy.write(file, pixels(count));
    return file;
  }

  /** The same with labels 0, 1, 2 in turn. */
  static Path labelled(Path file, int count) {
    var labels = new long[count];
    Arrays.setAll(labels, i -> i % 3);
    Npz.empty().with("images", pixels(count)).with("labels", NdArray.of(labels, count)).write(file);
    return file;
  }

  /** Random images of any size. */
  static Path pictures(Path file, int count, int... size) {
    var shape = Shape.of(size);
    var values = Scope.call(() -> Rng.of(1).uniform(shape, 0, 1, Rng.samples(0, count)).toArray());
    Npy.write(file, NdArray.of(values, count, size[0], size[1], size[2]));
    return file;
  }

  /** A folder of pictures of two squares of {@code size} pixels side by side. */
  static Path pairs(Path folder, int count, int size) {
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < count; i++) {
        var both = new BufferedImage(2 * size, size, BufferedImage.TYPE_INT_RGB);
        both.setRGB(i, 1, 0xffffff);
        both.setRGB(size + i, 2, 0xff0000);
        ImageIO.write(both, "png", folder.resolve(i + ".png").toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static NdArray pixels(int count) {
    var shape = Shape.of(1, 4, 4);
    var values = Scope.call(() -> Rng.of(1).uniform(shape, 0, 1, Rng.samples(0, count)).toArray());
    return NdArray.of(values, count, 1, 4, 4);
  }

  /** A generator of 1×4×4 images from 3 latents. */
  static Path generator(Path file, Condition condition) {
    var input = condition.joined(Shape.of(3)).toString().replace('×', 'x');
    var flat =
        condition instanceof Condition.Image ? "flatten.then(linear(out=16))" : "linear(out=16)";
    var architecture = Architecture.parse(input + " " + flat + ".then(tanh)" + PICTURE);
    var card = ModelCard.generator(architecture, new LatentPrior.Normal(3), condition, Map.of());
    write(file, card, architecture);
    return file;
  }

  /** The same without bounds. */
  static Path linearGenerator(Path file) {
    return unconditional(
        file, Architecture.parse("3 linear(out=16)" + PICTURE), new float[] {1, 1, 1});
  }

  /** The same that ignores component 1 of its latents. */
  static Path deafGenerator(Path file) {
    return unconditional(
        file, Architecture.parse("3 linear(out=16).then(tanh)" + PICTURE), new float[] {1, 0, 1});
  }

  private static Path unconditional(Path file, Architecture architecture, float[] factors) {
    var card =
        ModelCard.generator(
            architecture, new LatentPrior.Normal(3), new Condition.None(), Map.of());
    Scope.run(() -> {
      try (var network =
          Network.initialise(architecture, new Initialisation.Uniform(), Rng.of(2))) {
        var weights = new LinkedHashMap<>(network.weights().asMap());
        Tensor by = Tensor.of(factors, factors.length);
        weights.replaceAll((_, weight) -> weight.rank() == 2 ? weight.mul(by) : weight);
        Model.stored(card, weights).write(file);
      }
    });
    return file;
  }

  /** A critic of 1×4×4 images. */
  static Path critic(Path file) {
    return critic(file, 4);
  }

  /** A critic of images of 4 rows. */
  static Path critic(Path file, int columns) {
    return critic(file, columns, Map.of());
  }

  /** A critic of 1×4×4 images that says how it was trained. */
  static Path critic(Path file, String training) {
    return critic(file, 4, Map.of("training", training));
  }

  private static Path critic(Path file, int columns, Map<String, Object> provenance) {
    var architecture = Architecture.parse("1x4x" + columns + " flatten.then(linear(out=1))");
    var shape = Shape.of(1, 4, columns);
    var card = ModelCard.critic(architecture, shape, new Condition.None(), provenance);
    write(file, card, architecture);
    return file;
  }

  /** A classifier of 1×4×4 images into three classes, from five features. */
  static Path classifier(Path file) {
    var architecture =
        Architecture.parse("1x4x4 flatten.then(linear(out=5)).then(relu).then(linear(out=3))");
    var card =
        new ModelCard(
            ModelCard.Kind.CLASSIFIER,
            Optional.of(architecture),
            Shape.of(1, 4, 4),
            Optional.empty(),
            new Condition.None(),
            PixelScale.UNIT,
            Map.of());
    write(file, card, architecture);
    return file;
  }

  private static void write(Path file, ModelCard card, Architecture architecture) {
    try (var network = Network.initialise(architecture, new Initialisation.Uniform(), Rng.of(2))) {
      Safetensors stored = Model.stored(card, network.weights().asMap());
      stored.write(file);
    }
  }
}
