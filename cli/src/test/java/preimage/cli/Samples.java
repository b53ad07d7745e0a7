package preimage.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
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
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;

/** Small files to work on. */
final class Samples {
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

  private static NdArray pixels(int count) {
    var shape = Shape.of(1, 4, 4);
    var values = Scope.call(() -> Rng.of(1).uniform(shape, 0, 1, Rng.samples(0, count)).toArray());
    return NdArray.of(values, count, 1, 4, 4);
  }

  /** A generator of 1×4×4 images from 3 latents. */
  static Path generator(Path file, Condition condition) {
    var input = condition.joined(Shape.of(3));
    var layers = "linear(out=16).then(tanh).then(reshape(channels=1, height=4, width=4))";
    var architecture = Architecture.parse(input.count() + " " + layers);
    var card = ModelCard.generator(architecture, new LatentPrior.Normal(3), condition, Map.of());
    write(file, card, architecture);
    return file;
  }

  /** A critic of 1×4×4 images. */
  static Path critic(Path file) {
    return critic(file, 4);
  }

  /** A critic of images of 4 rows. */
  static Path critic(Path file, int columns) {
    var architecture = Architecture.parse("1x4x" + columns + " flatten.then(linear(out=1))");
    var shape = Shape.of(1, 4, columns);
    var card = ModelCard.critic(architecture, shape, new Condition.None(), Map.of());
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
