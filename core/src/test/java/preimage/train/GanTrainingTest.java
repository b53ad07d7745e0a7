package preimage.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import preimage.Catalogs;
import preimage.io.NdArray;
import preimage.net.Backbone;
import preimage.net.Condition;
import preimage.net.LatentPrior;
import preimage.spec.Entry;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class GanTrainingTest {
  private static final Rng RNG = Rng.of(6);
  private static final Condition NONE = new Condition.None();
  private static final Condition LABEL = new Condition.Label(2);
  private static final long[] ROWS = Rng.samples(0, 64);
  private static final Shape IMAGE = Shape.of(1, 28, 28);

  /** Those that can be played without pairs of images. */
  static Stream<GanLoss> losses() {
    return Games.LOSSES.entries().stream().map(Entry::prototype).filter(loss -> !loss.paired());
  }

  private static Condition condition(GanLoss loss) {
    return loss.needsLabels() ? LABEL : NONE;
  }

  private static Optional<Tensor> labels(GanLoss loss, Tensor chance) {
    return loss.needsLabels() ? Optional.of(Tensor.of(halves(chance))) : Optional.empty();
  }

  private static int[] halves(Tensor chance) {
    var labels = new int[(int) chance.count()];
    var values = chance.toArray();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = values[i] < .5 ? 0 : 1;
    }
    return labels;
  }

  private static GanTraining mlp(GanLoss loss, int batch) {
    var backbone = new Backbone.Mlp(List.of(32));
    return new GanTraining(loss, backbone, new LatentPrior.Normal(2), batch, 2e-3, .5, .9, .9);
  }

  private static GanTraining dcgan() {
    return Catalogs.TRAININGS.parse(
        "gan(backbone=dcgan(width=4), prior=uniform(dimension=8), batch=4, decay=0.9)");
  }

  private static Tensor images() {
    return RNG.purpose("images").uniform(IMAGE, 0, 1, Rng.samples(0, 4));
  }

  private static void step(GanTraining training, GanState state, Condition condition) {
    Scope.run(() -> {
      var labels = Optional.of(Tensor.of(new int[] {0, 1, 0, 1}));
      var losses =
          training.step(
              state, condition, images(), labels.filter(_ -> condition.equals(LABEL)), Rng.of(1));
      assertTrue(losses.finite());
    });
  }

  /** Points round (3, 3) on the networks' own scale; some games circle before they settle. */
  @ParameterizedTest
  @MethodSource("losses")
  void aToyGameMovesTheGeneratorToItsData(GanLoss loss) {
    var training = mlp(loss, 64);
    try (var state = training.start(Shape.of(2), condition(loss), 1)) {
      double before = mean(state, loss);
      double late = 0;
      for (int i = 0; i < 600; i++) {
        int moment = i;
        Scope.run(() -> {
          var real = RNG.step(moment).normal(Shape.of(2), Rng.samples(0, 64)).mul(.1).add(2);
          var chance = RNG.step(moment).purpose("labels").uniform(Shape.of(1), 0, 1, ROWS);
          training.step(state, condition(loss), real, labels(loss, chance), RNG);
        });
        late += i >= 300 && i % 10 == 0 ? mean(state, loss) : 0;
      }
      assertTrue(Math.abs(before - 3) > 2, "mean " + before);
      assertEquals(3, late / 30, 1.2);
    }
  }

  private static double mean(GanState state, GanLoss loss) {
    return Scope.call(() -> {
      Tensor z = RNG.normal(Shape.of(2), ROWS);
      var labels = labels(loss, RNG.purpose("labels").uniform(Shape.of(1), 0, 1, ROWS));
      return state.generator().apply(condition(loss).join(z, labels)).mean().item();
    });
  }

  /** Two steps from one seed give all of them different weights. */
  @Test
  void noTwoLossesAreTheSameFunction() {
    var seen = new HashMap<Integer, GanLoss>();
    for (var loss : losses().toList()) {
      var training = dcgan().loss(loss);
      try (var state = training.start(IMAGE, LABEL, 1)) {
        step(training, state, LABEL);
        step(training, state, LABEL);
        var weights = state.generator().weights().named("0.weight").toArray();
        var twin = Optional.ofNullable(seen.put(Arrays.hashCode(weights), loss));
        assertEquals(Optional.empty(), twin, "the twin of " + loss);
      }
    }
  }

  @Test
  void labelsComeToMatter() {
    var training = mlp(new GanLoss.NonSaturating(), 16);
    var shape = Shape.of(1, 4, 4);
    try (var state = training.start(shape, LABEL, 1)) {
      var labels = IntStream.range(0, 16).map(i -> i % 2).toArray();
      for (int i = 0; i < 200; i++) {
        Scope.run(() -> {
          // Class 0 is black, class 1 white.
          var brightness = Tensor.of(labels).to(Dtype.FLOAT32);
          var pixels = brightness.perSampleOf(Tensor.ones(shape.batch(16))).expand(shape.batch(16));
          training.step(state, LABEL, pixels, Optional.of(Tensor.of(labels)), RNG);
        });
      }
      Scope.run(() -> {
        Tensor z = training.prior().draw(RNG, Rng.samples(0, 16));
        Tensor made = state.generator().apply(LABEL.join(z, Optional.of(Tensor.of(labels))));
        var bright = made.meanPerSample().toArray();
        double black =
            IntStream.range(0, 8).mapToDouble(i -> bright[2 * i]).average().orElseThrow();
        double white =
            IntStream.range(0, 8).mapToDouble(i -> bright[2 * i + 1]).average().orElseThrow();
        assertTrue(black < -.3 && white > .3, black + " and " + white);
      });
    }
  }

  @Test
  void conditionalDcgansTakeLabelsOnBothSides() {
    var training = dcgan();
    try (var state = training.start(IMAGE, LABEL, 1)) {
      assertEquals(Shape.of(10), state.generator().architecture().input());
      assertEquals(Shape.of(3, 28, 28), state.critic().architecture().input());
      step(training, state, LABEL);
      Scope.run(() -> {
        Tensor z = training.prior().draw(RNG, 0, 0);
        var labels = Optional.of(Tensor.of(new int[] {0, 1}));
        var made = state.generator().apply(LABEL.join(z, labels));
        assertFalse(Arrays.equals(row(made, 0), row(made, 1)));
        Tensor same = made.rows(Tensor.of(new int[2]));
        var scores = state.critic().apply(LABEL.join(same, labels));
        assertFalse(Arrays.equals(row(scores, 0), row(scores, 1)));
      });
    }
  }

  private static float[] row(Tensor batch, int i) {
    return batch.narrow(0, i, 1).toArray();
  }

  @Test
  void theAverageFollowsTheWeightsAndCopiesTheBuffers() {
    var training = dcgan();
    try (var state = training.start(IMAGE, NONE, 1)) {
      var before = floats(state.average().asMap());
      step(training, state, NONE);
      var now = floats(state.generator().weights().asMap());
      var average = floats(state.average().asMap());
      var learned = state.generator().weights().learned();
      assertTrue(learned.contains("1.weight") && !learned.contains("1.running_mean"));
      now.forEach((name, w) -> {
        var expected = new float[w.length];
        var old = Objects.requireNonNull(before.get(name));
        for (int i = 0; i < w.length; i++) {
          expected[i] = learned.contains(name) ? .9f * old[i] + .1f * w[i] : w[i];
        }
        assertFalse(Arrays.equals(old, w), name);
        assertArrayEquals(expected, average.get(name), 1e-6f, name);
      });
    }
  }

  private static Map<String, float[]> floats(Map<String, Tensor> tensors) {
    var floats = new LinkedHashMap<String, float[]>();
    tensors.forEach((name, t) -> floats.put(name, t.toArray()));
    return floats;
  }

  private static Map<String, NdArray> trained(long seed, int steps) {
    var training = dcgan();
    try (var state = training.start(IMAGE, NONE, seed)) {
      for (int i = 0; i < steps; i++) {
        step(training, state, NONE);
      }
      assertEquals(steps, state.step());
      return state.arrays();
    }
  }

  private static boolean equal(Map<String, NdArray> a, Map<String, NdArray> b) {
    assertEquals(List.copyOf(a.keySet()), List.copyOf(b.keySet()));
    return a.keySet().stream().allMatch(n -> Arrays.equals(bytes(a, n), bytes(b, n)));
  }

  private static byte[] bytes(Map<String, NdArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name)).bytes();
  }

  @Test
  void oneSeedGivesOneResultBitForBit() {
    assertTrue(equal(trained(3, 3), trained(3, 3)));
    assertFalse(equal(trained(3, 3), trained(4, 3)));
  }

  @Test
  void goesOnFromWhatWasStored() {
    var training = dcgan();
    var straight = trained(3, 4);
    try (var state = training.start(IMAGE, NONE, 99)) {
      state.restore(trained(3, 2), 2);
      step(training, state, NONE);
      step(training, state, NONE);
      assertTrue(equal(straight, state.arrays()));
    }
  }

  @Test
  void restoresAllOrSaysWhatIsWrong() {
    try (var state = dcgan().start(IMAGE, NONE, 1)) {
      var arrays = new LinkedHashMap<>(state.arrays());
      arrays.put("critic.0.weight", NdArray.of(new float[4]));
      var shape = assertThrows(Misuse.class, () -> state.restore(arrays, 1));
      assertEquals("critic.0.weight must be [4, 1, 4, 4] but is [4]", shape.getMessage());
      arrays.remove("critic.0.weight");
      var missing = assertThrows(Misuse.class, () -> state.restore(arrays, 1));
      assertEquals("there is no tensor critic.0.weight", missing.getMessage());
    }
  }

  @Test
  void noticesWhateverIsNotFinite() {
    var training = dcgan();
    for (String part : List.of("generator.0.weight", "critic-adam.square.0.weight")) {
      try (var state = training.start(IMAGE, NONE, 1)) {
        assertTrue(state.finite());
        var arrays = new LinkedHashMap<String, NdArray>(state.arrays());
        var array = Objects.requireNonNull(arrays.get(part));
        var floats = array.floats();
        floats[1] = Float.POSITIVE_INFINITY;
        int[] sizes = array.shape().stream().mapToInt(Integer::intValue).toArray();
        arrays.put(part, NdArray.of(floats, sizes));
        state.restore(arrays, 1);
        assertFalse(state.finite(), part);
      }
    }
  }
}
