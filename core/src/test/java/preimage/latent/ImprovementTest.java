package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import preimage.Catalogs;
import preimage.data.Images;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.LatentPrior;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.PixelScale;
import preimage.search.Draws;
import preimage.search.Keep;
import preimage.search.Norm;
import preimage.search.SteepestDescent;
import preimage.search.Watch;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Scripts;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class ImprovementTest {
  private static final Improvement TEN =
      new Improvement(new ScoreLoss.Score(), new SteepestDescent(Norm.LINF, .02, 10));

  private static Analytic normal() {
    return Analytic.tanh().with(new LatentPrior.Normal(Analytic.DIMENSION));
  }

  private static Improved improve(Improvement how, Generator generator, int count) {
    return how.improve(generator, Judge.plain(), Latents.drawn(generator, count, 4), 0);
  }

  /** Every listed method: scores that are true, the same again, alone, and within its ball. */
  @Test
  void whatIsListedKeepsWhatAnImprovementPromises() {
    for (var entry : Catalogs.IMPROVEMENTS.entries()) {
      var method = entry.prototype();
      try (var generator = normal()) {
        var all = improve(method, generator, 6);
        assertArrayEquals(
            Sampling.scores(generator, Judge.plain(), all.start()), all.before(), 1e-6);
        assertArrayEquals(Sampling.scores(generator, Judge.plain(), all.end()), all.after(), 1e-6);
        var again = improve(method, generator, 2);
        for (int i = 0; i < 2; i++) {
          assertArrayEquals(all.z()[i], again.z()[i], 1e-5f, entry.name());
        }
        for (var norm : Norm.values()) {
          var near = improve(method.within(norm, .1), generator, 6);
          assertTrue(farthest(norm, near) <= .1 + 1e-5, entry.name());
          var nowhere = improve(method.within(norm, 0), generator, 6);
          assertArrayEquals(nowhere.start().z(), nowhere.z());
        }
      }
    }
  }

  private static double farthest(Norm norm, Improved improved) {
    return Scope.call(() -> {
      int n = improved.count();
      Tensor move = improved.end().tensor(0, n).sub(improved.start().tensor(0, n));
      return Arrays.stream(norm.of(move).toDoubles()).max().orElseThrow();
    });
  }

  @Test
  void theCriticLikesAllImagesBetterAfterwards() {
    try (var generator = normal()) {
      var improved = improve(TEN, generator, 20);
      for (double gain : improved.gains()) {
        assertTrue(gain > 0);
      }
      // Ten steps of .02, without projection.
      for (double move : improved.distances()) {
        assertTrue(move <= .2 + 1e-5);
      }
      assertTrue(Arrays.stream(improved.distances()).max().orElseThrow() > .15);
      int[] worst = improved.worst(3);
      assertEquals(
          Arrays.stream(improved.before()).min().orElseThrow(), improved.before()[worst[0]]);
      // Without more to the objective than the loss, the trace is one of scores.
      double[] scores = TEN.scores(improved.courses().get(7).trace()).orElseThrow();
      assertEquals(improved.before()[7], scores[0], 1e-5);
      assertEquals(improved.after()[7], scores[scores.length - 1], 1e-5);
      assertEquals(11, scores.length);
    }
  }

  /** −D is what is small, so where the loss is monotone its choice changes no sign step. */
  @Test
  void signStepsAreTheSameUnderEveryMonotoneLoss() {
    try (var generator = normal()) {
      var score = improve(TEN, generator, 4);
      for (var loss : new ScoreLoss[] {new ScoreLoss.NonSaturating(), new ScoreLoss.Minimax()}) {
        var other = improve(new Improvement(loss, TEN.solver()), generator, 4);
        assertArrayEquals(score.z(), other.z(), loss.toString());
      }
    }
  }

  @Test
  void latentsStayInTheSupportUnlessTheyMayLeaveIt() {
    var far = new SteepestDescent(Norm.LINF, 3, 1);
    var free =
        new Improvement(
            new ScoreLoss.Minimax(), far, Norm.LINF, Optional.empty(), Clip.NONE, Keep.LAST, 0);
    try (var generator = Analytic.tanh()) {
      assertTrue(largest(improve(new Improvement(new ScoreLoss.Score(), far), generator, 9)) <= 1);
      assertTrue(largest(improve(free, generator, 9)) > 1);
    }
  }

  private static double largest(Improved improved) {
    return Arrays.stream(improved.z())
        .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]))
        .map(Math::abs)
        .max()
        .orElseThrow();
  }

  @Test
  void networksMayHaveRangesOfTheirOwn() {
    try (var signed = normal();
        var unit = normal().with(PixelScale.UNIT)) {
      var one = improve(TEN, signed, 3);
      var other = improve(TEN, unit, 3);
      assertArrayEquals(one.before(), other.before(), 1e-5);
      assertArrayEquals(one.after(), other.after(), 1e-3);
    }
  }

  @Test
  void generatorAndCriticAreToldTheSameCondition() {
    var labels = new Condition.Label(3);
    var judge = new Judge(labels, PixelScale.SIGNED);
    try (var generator = Conditional.tanh(3)) {
      var start = Latents.drawn(generator, 6, 1);
      var improved = TEN.improve(generator, judge, start, 0);
      for (double gain : improved.gains()) {
        assertTrue(gain > 0);
      }
      assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, improved.end().labels());
      // A critic may ignore what the generator is told.
      assertEquals(6, TEN.improve(generator, Judge.plain(), start, 0).count());
      says(
          "this generator needs a class number for each latent",
          () -> TEN.improve(generator, judge, Latents.of(start.z()), 0));
      says(
          "class numbers must lie in 0 … 2, not 3",
          () ->
              TEN.improve(
                  generator, judge, Latents.of(start.z(), new int[] {0, 1, 2, 3, 0, 0}), 0));
    }
    var image = new Condition.Image(1, 2, 2);
    try (var generator = normal().with(image)) {
      var start = Latents.drawn(generator, 2, 1);
      var pixels = new Images(Shape.of(1, 2, 2), new float[] {0, 0, 0, 0, 1, 1, 1, 1});
      var told = new Latents(start.z(), new int[0], Optional.of(pixels));
      assertEquals(2, TEN.improve(generator, Judge.plain(), told, 0).count());
      // What it is told is on the range of what it makes.
      Scope.run(() -> {
        assertEquals(PixelScale.SIGNED, generator.scale());
        float[] given = told.condition(generator, 0, 2).orElseThrow().toArray();
        assertArrayEquals(new float[] {-1, -1, -1, -1, 1, 1, 1, 1}, given);
        var aim =
            Targets.of(new Images(Shape.of(1, 6, 8), new float[96]), pixels)
                .aim(generator, 0, 2, Classes.GIVEN);
        assertArrayEquals(given, aim.condition().orElseThrow().toArray());
      });
      says(
          "this generator needs a condition image for each latent",
          () -> TEN.improve(generator, Judge.plain(), start, 0));
      var both = new Latents(start.z(), new int[2], Optional.of(pixels));
      says(
          "this generator takes condition images and no labels",
          () -> TEN.improve(generator, Judge.plain(), both, 0));
      try (var classes = Conditional.tanh(2)) {
        var superfluous = new Latents(classes.latents(2), new int[2], Optional.of(pixels));
        says(
            "this generator takes class numbers and no condition images",
            () -> TEN.improve(classes, Judge.plain(), superfluous, 0));
      }
    }
  }

  @Test
  void theWeightOfThePriorIsThatOfItsDensity() {
    try (var generator = normal()) {
      Scope.run(() -> {
        var start = Latents.drawn(generator, 3, 1);
        Tensor z = start.tensor(0, 3);
        var scored = new Scored(generator, Judge.plain(), Optional.empty(), new ScoreLoss.Score());
        var draws = new Draws(Rng.of(0), new long[] {0, 1, 2});
        var ddls = Catalogs.IMPROVEMENTS.entry("ddls").prototype();
        double[] energy = ddls.problem(scored, z, draws, Watch.NOBODY).value(z).toDoubles();
        double[] score = scored.score(z).toDoubles();
        double[] squares = z.square().sum(1).toDoubles();
        for (int i = 0; i < 3; i++) {
          assertEquals(squares[i] / 2 - score[i], energy[i], 1e-5);
        }
      });
    }
  }

  @Test
  void pairsFromTorchScriptImproveToo(@TempDir Path folder) throws IOException {
    var g = folder.resolve("g.pt");
    var d = folder.resolve("d.pt");
    Scripts.script(g, "def forward(self, z):\n  return z.tanh().reshape([-1, 1, 2, 2])\n");
    Scripts.script(d, "def forward(self, x):\n  return -(x - 0.5).square().sum([1, 2, 3])\n");
    var generator =
        "{\"kind\": \"generator\", \"image\": \"1x2x2\", \"prior\": \"normal(dimension=4)\","
            + " \"range\": [-1, 1]}";
    var critic = "{\"kind\": \"critic\", \"image\": \"1x2x2\", \"range\": [-1, 1]}";
    try (var maker = scripted(generator, g).generator();
        var judge = scripted(critic, d).critic()) {
      var hundred =
          new Improvement(new ScoreLoss.Score(), new SteepestDescent(Norm.LINF, .02, 200));
      var improved = hundred.improve(maker, judge, Latents.drawn(maker, 5, 0), 0);
      for (var row : improved.z()) {
        for (float z : row) {
          assertEquals(.5, Math.tanh(z), .03);
        }
      }
    }
  }

  private static Model scripted(String card, Path module) throws IOException {
    var stored = Model.stored(ModelCard.parse(card, "card"), Files.readAllBytes(module));
    return Model.of(module.toString(), stored);
  }

  @Test
  void oneSentenceForWhatCannotBe() {
    try (var generator = normal();
        var sphere = Analytic.tanh().with(new LatentPrior.Sphere(8))) {
      var start = Latents.drawn(generator, 2, 0);
      var narrow = Latents.of(new float[2][5]);
      says(
          "this generator takes latents of 8 components, not 5",
          () -> TEN.improve(generator, Judge.plain(), narrow, 0));
      var labelled = new Judge(new Condition.Label(2), PixelScale.SIGNED);
      says(
          "the critic judges by one of 2 classes but the generator makes images from latents alone",
          () -> TEN.improve(generator, labelled, start, 0));
      says(
          "a radius is one of flat space, but latents of the generator lie on a sphere",
          () -> TEN.within(Norm.L2, 1).improve(sphere, Judge.plain(), start, 0));
      says("radius must not be negative but was -1.0", () -> TEN.within(Norm.L2, -1));
      says("prior must be finite and not negative but was -1.0", () -> TEN.weighing(-1));
      says("2 latents cannot have 3 labels", () -> Latents.of(start.z(), new int[3]));
      says("there is no latent", () -> Latents.of(new float[0][]));
      says("frames lie between two latents, not 5", () -> Latents.of(new float[5][3]).between(4));
      says("steps must be at least 2, the two ends, but were 1", () -> start.between(1));
    }
  }

  private static void says(String sentence, Executable act) {
    assertEquals(sentence, assertThrows(Misuse.class, act).getMessage());
  }

  @Test
  void framesAreEquidistantAndKeepWhatGoesWithTheFirst() {
    var two = Latents.of(new float[][] {{0, 4}, {8, 0}}, new int[] {1, 2});
    var way = two.between(5);
    assertArrayEquals(new float[][] {{0, 4}, {2, 3}, {4, 2}, {6, 1}, {8, 0}}, way.z());
    assertArrayEquals(new int[] {1, 1, 1, 1, 1}, way.labels());
  }
}
