package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.Catalogs;
import preimage.data.Images;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Initialisation;
import preimage.net.LatentPrior;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Models;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.search.Adam;
import preimage.search.LevenbergMarquardt;
import preimage.search.Outcome;
import preimage.search.Residual;
import preimage.search.Schedule;
import preimage.search.Solver;
import preimage.spec.Misuse;
import preimage.tensor.Derivatives;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class DistanceTest {
  private static final Solver ADAM = new Adam(.05, 12, new Schedule.Cosine());

  @TempDir private Path folder;

  /** A classifier of the zoo's images, with a normalisation of its own. */
  private Path network(String layers) {
    var architecture = Architecture.parse("1x6x8 " + layers);
    var card =
        new ModelCard(
            ModelCard.Kind.CLASSIFIER,
            Optional.of(architecture),
            Shape.of(1, 6, 8),
            Optional.empty(),
            new Condition.None(),
            new PixelScale(List.of(.4), List.of(.3)),
            Map.of());
    var file = folder.resolve("network.safetensors");
    try (var network = Network.initialise(architecture, new Initialisation.Uniform(), Rng.of(2))) {
      Model.stored(card, network.weights().asMap()).write(file);
    }
    return file;
  }

  private Features features(String layer) {
    var file = network("conv(out=3, pad=1).then(leaky-relu).then(flatten).then(linear(out=5))");
    return new Features(file.toString(), layer);
  }

  private static Recovery recovery(Solver solver, Distance distance) {
    return new Recovery(
        new Start.Prior(), solver, 1, 0, Clip.STANDARD, distance, new Restriction.None());
  }

  private static Aim aim(Analytic generator, Tensor truth) {
    return new Aim(generator, Optional.empty(), generator.apply(truth), 0);
  }

  private static Tensor latents(int n) {
    return new LatentPrior.Uniform(Analytic.DIMENSION).draw(Rng.of(6), Rng.samples(0, n));
  }

  @Test
  void distancesAreMeansOnPixelsFromMinusOneToOne() {
    try (var signed = Analytic.tanh()) {
      for (var scale : List.of(PixelScale.SIGNED, PixelScale.UNIT, PixelScale.range(0, 255))) {
        Scope.run(() -> {
          var own = signed.with(scale);
          Tensor truth = latents(3);
          Tensor z = truth.flip(0);
          Tensor gap = signed.apply(z).sub(signed.apply(truth));
          assertArrayEquals(
              gap.abs().meanPerSample().toArray(),
              new Distance.Absolute().from(aim(own, truth)).at(z).toArray(),
              1e-5f);
          assertArrayEquals(
              gap.square().meanPerSample().toArray(),
              new Distance.Squared().from(aim(own, truth)).at(z).toArray(),
              1e-5f);
        });
      }
    }
  }

  @Test
  void aPresetTakesTheSamePathInAnyPixelRange() {
    for (var distance : List.of(new Distance.Absolute(), features("1"), features("output"))) {
      try (var signed = Analytic.tanh()) {
        var images = signed.images(5);
        var recovery = recovery(ADAM, distance);
        float[][] expected = recovery.recover(signed, images, 1).z();
        float[][] found = recovery.recover(signed.with(PixelScale.UNIT), images, 1).z();
        for (int i = 0; i < 5; i++) {
          assertArrayEquals(expected[i], found[i], 1e-4f, distance.toString());
        }
      }
    }
  }

  @Test
  void featuresAreThoseOfTheNetworksOwnNormalisation() {
    var distance = features("1");
    try (var generator = Analytic.tanh();
        var map = Models.features(distance.network(), "1");
        var opened = distance.opened()) {
      Scope.run(() -> {
        Tensor truth = latents(3);
        Tensor z = truth.flip(0);
        Tensor seen = generator.apply(z).add(1).div(2).add(-.4).div(.3);
        Tensor wanted = generator.apply(truth).add(1).div(2).add(-.4).div(.3);
        float[] expected = map.at(seen).sub(map.at(wanted)).square().meanPerSample().toArray();
        var objective = opened.from(aim(generator, truth));
        assertArrayEquals(expected, objective.at(z).toArray(), 1e-6f);
        Tensor last = Tensor.of(new int[] {2});
        float[] row = objective.rows(last).at(z.rows(last)).toArray();
        assertArrayEquals(new float[] {expected[2]}, row, 1e-6f);
      });
    }
  }

  @Test
  void featuresKnowTheirSlopes() {
    // More features than components, then fewer; with and without known tangents of the generator.
    for (var layer : List.of("1", "output")) {
      try (var distance = features(layer).opened()) {
        Scope.run(() -> {
          var space = new PixelSpace(Shape.of(1, 6, 8));
          Tensor target = Rng.of(1).uniform(space.image(), 0, 1, 0, 1);
          Tensor z = Rng.of(2).uniform(Shape.of(48), 0, 1, 0, 1);
          var drawn = (Residual) distance.from(new Aim(space, Optional.empty(), target, 0));
          assertSlopes(drawn, z);
          assertSlopes((Residual) distance.from(aim(Analytic.tanh(), latents(2))), latents(2));
        });
      }
    }
  }

  private static void assertSlopes(Residual residual, Tensor z) {
    var slopes = residual.slopes(z);
    var expected = Derivatives.jacobian(residual::residual, z);
    assertArrayEquals(expected.derivative().shape(), slopes.jacobian().shape());
    assertArrayEquals(expected.derivative().toArray(), slopes.jacobian().toArray(), 1e-5f);
    assertArrayEquals(expected.value().toArray(), slopes.value().toArray(), 1e-5f);
  }

  @Test
  void lmRecoversLatentsByFeatures() {
    try (var generator = Analytic.tanh()) {
      var solver = new Adam(.1, 50, new Schedule.Cosine()).then(new LevenbergMarquardt());
      var recovered = recovery(solver, features("1")).recover(generator, generator.images(8), 1);
      float[][] truth = generator.latents(8);
      for (int i = 0; i < 8; i++) {
        assertArrayEquals(truth[i], recovered.z()[i], 1e-3f);
        assertEquals(Outcome.CONVERGED, recovered.outcomes().get(i));
      }
    }
  }

  @Test
  void findsImagesWhoseFeaturesMatch() {
    var space = new PixelSpace(Shape.of(1, 6, 8));
    var pixels = Scope.call(() -> Rng.of(8).uniform(space.image(), 0, 1, 0, 1, 2).toArray());
    var targets = new Images(space.image(), pixels);
    var recovery =
        new Recovery(
            new Start.Mean(),
            new Adam(.05, 300, new Schedule.Cosine()),
            1,
            0,
            Clip.STANDARD,
            features("1"),
            new Restriction.None());
    var found = recovery.recover(space, targets, 1);
    for (float pixel : found.images().pixels()) {
      assertTrue(pixel >= 0 && pixel <= 1);
    }
    for (double[] ends : found.ends()) {
      assertTrue(ends[0] < 1e-6, () -> "left " + ends[0]);
    }
    // What the Jacobian of pixels by pixels says is known.
    assertEquals(Collections.nCopies(found.count(), Certificate.NONE), found.certificates());
    // Three filters of nine weights each see every pixel well enough.
    assertArrayEquals(pixels, found.images().pixels(), .02f);
  }

  @Test
  void aSearchByFeaturesKeepsWhatItWasTold() {
    var features = features("1");
    var told =
        Catalogs.RECOVERIES.parse(
            "recovery(solver=adam(steps=20), restarts=4, enough=0, race=halving, refine=false)");
    var by = Matched.by(told, features);
    assertEquals(told.with(features), by);
    assertEquals(told.race(), by.race());
    var other = Catalogs.RECOVERIES.parse("recovery(solver=adam, distance=l1)");
    var misuse = assertThrows(Misuse.class, () -> Matched.by(other, features));
    assertEquals("images that are sought by features have no other distance", misuse.getMessage());
  }

  @Test
  void refusesANetworkOfOtherImagesAndOneThatIsNotOpen() {
    var file = network("conv(out=3).then(flatten).then(linear(out=5))").toString();
    var space = new PixelSpace(Shape.of(1, 8, 6));
    var targets = new Images(space.image(), new float[48]);
    var misuse =
        assertThrows(
            Misuse.class, () -> recovery(ADAM, new Features(file, "0")).recover(space, targets, 1));
    assertEquals(
        "the network of the features takes images of 1×6×8 but the generator makes 1×8×6",
        misuse.getMessage());
    assertThrows(
        IllegalStateException.class,
        () -> Scope.run(() -> new Features(file, "0").from(aim(Analytic.tanh(), latents(1)))));
  }
}
