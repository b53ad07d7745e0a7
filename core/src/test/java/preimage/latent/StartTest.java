package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.Catalogs;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Initialisation;
import preimage.net.Layers;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Models;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.search.Draws;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class StartTest {
  @TempDir private Path folder = Path.of("");

  private static Recovery still(String start) {
    return Catalogs.RECOVERIES.parse(
        "recovery(start=%s, solver=gradient-descent(rate=1e-9, steps=1), restarts=1, clip=none)"
            .formatted(start));
  }

  @Test
  void latentsOfAFileAreStarts() {
    var file = folder.resolve("z.npy");
    var values = new float[3 * 8];
    values[13] = .25f;
    Npy.write(file, NdArray.of(values, 3, 8));
    try (var generator = Analytic.tanh()) {
      var z = still("given(file=\"" + file + "\")").recover(generator, generator.images(3), 1).z();
      assertEquals(.25f, z[1][5], 1e-6f);
      assertEquals(0, z[2][5], 1e-6f);
      Npy.write(file, NdArray.of(values, 24));
      var vector = still("given(file=\"" + file + "\")");
      var misuse =
          assertThrows(Misuse.class, () -> vector.recover(generator, generator.images(3), 1));
      assertEquals(file + ": starts must have shape (n, d) but have [24]", misuse.getMessage());
    }
  }

  @Test
  void aFitIsCountedOnce() {
    try (var plain = Analytic.tanh();
        var pictured = Analytic.tanh().with(new Condition.Image(1, 6, 8))) {
      assertEquals(70, new Ridge(70, 1e-2).fitting(plain));
      assertEquals(70, new Hop(new Ridge(70, 1e-2), .3).fitting(plain));
      assertEquals(0, new Ridge().fitting(pictured));
      assertEquals(0, new Start.Prior().fitting(plain));
    }
  }

  private Path encoder(String layers, Shape image) {
    var file = folder.resolve("encoder.safetensors");
    var architecture = new Architecture(image, Layers.ALL.parse(layers));
    var card =
        new ModelCard(
            ModelCard.Kind.CLASSIFIER,
            Optional.of(architecture),
            image,
            Optional.empty(),
            new Condition.None(),
            PixelScale.UNIT,
            Map.of());
    try (var network = Network.initialise(architecture, new Initialisation.Uniform(), Rng.of(2))) {
      Model.stored(card, network.weights().asMap()).write(file);
    }
    return file;
  }

  @Test
  void anEncoderSeesTheTargetInItsOwnNormalisation() {
    var file = encoder("flatten.then(linear(out=8))", Shape.of(1, 6, 8));
    try (var generator = Analytic.tanh()) {
      var images = generator.images(5);
      float[][] z = still("encoder(network=\"" + file + "\")").recover(generator, images, 1).z();
      Scope.run(() -> {
        try (var map = Models.features(file.toString(), "output")) {
          float[] expected = map.at(Tensor.of(images.pixels(), 5, 1, 6, 8)).toArray();
          for (int i = 0; i < 5; i++) {
            float[] row = Arrays.copyOfRange(expected, 8 * i, 8 * i + 8);
            assertArrayEquals(row, z[i], 1e-5f);
          }
        }
        var aim = new Aim(generator, Optional.empty(), Tensor.zeros(2, 1, 6, 8), 0);
        try (var start = new Encoder(file.toString()).fitted(generator, Rng.of(1))) {
          var starts = start.of(aim);
          var draws = new Draws(Rng.of(1), Rng.samples(0, 2));
          float[] later = starts.at(1, new int[] {0, 1}, draws.restart(1)).toArray();
          assertTrue(Arrays.mismatch(later, starts.at(0, new int[] {0, 1}, draws).toArray()) >= 0);
        }
      });
    }
  }

  @Test
  void anEncoderFitsItsGenerator() {
    try (var generator = Analytic.tanh()) {
      var images = generator.images(2);
      var narrow = encoder("flatten.then(linear(out=7))", Shape.of(1, 6, 8));
      var first = still("encoder(network=\"" + narrow + "\")");
      var misuse = assertThrows(Misuse.class, () -> first.recover(generator, images, 1));
      assertEquals(
          narrow + " gives vectors of 7 but latents have 8 components", misuse.getMessage());
      var wide = encoder("flatten.then(linear(out=8))", Shape.of(1, 8, 8));
      var second = still("encoder(network=\"" + wide + "\")");
      misuse = assertThrows(Misuse.class, () -> second.recover(generator, images, 1));
      assertEquals(
          wide + " takes images of 1×8×8 but the generator makes 1×6×8", misuse.getMessage());
    }
  }
}
