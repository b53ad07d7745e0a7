package preimage.reproduce;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.net.Condition;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.train.GanState;
import preimage.train.GanTraining;

/**
 * A cell that measures what a step of one training costs and a step of another: some of each in
 * turn, so that whatever else the machine does meets both.
 *
 * @param rounds an odd number
 */
record Pace(
    GanTraining plain, GanTraining searching, Condition condition, int rounds, int perRound) {
  /** The fact of how many steps of the first are as long as one of the second. */
  static final String RATIO = "ratio";

  Pace(GanTraining plain, GanTraining searching, Condition condition) {
    this(plain, searching, condition, 15, 8);
  }

  Job job(String cell, Dataset data) {
    var recipe =
        "a step of %s beside one of %s, %d rounds of %d"
            .formatted(
                Catalogs.TRAININGS.describe(plain),
                Catalogs.TRAININGS.describe(searching),
                rounds,
                perRound);
    return new Job(cell, recipe, 2. * rounds * perRound, desk -> measured(data));
  }

  private Result measured(Dataset data) {
    var images = data.images(IntStream.range(0, plain.images()).toArray());
    var shape = images.shape();
    var first = new double[rounds];
    var second = new double[rounds];
    try (var a = plain.start(shape, condition, 0);
        var b = searching.start(shape, condition, 0)) {
      Scope.run(() -> {
        Tensor pixels = Tensor.of(images.pixels(), shape.batch(images.count()));
        Optional<Tensor> labels =
            condition instanceof Condition.Label
                ? Optional.of(Tensor.of(images.labels()))
                : Optional.empty();
        // One round that nobody counts, for what is done once.
        for (int round = -1; round < rounds; round++) {
          first[Math.max(0, round)] = seconds(plain, a, pixels, labels);
          second[Math.max(0, round)] = seconds(searching, b, pixels, labels);
        }
      });
    }
    double[] ratios = IntStream.range(0, rounds).mapToDouble(i -> second[i] / first[i]).toArray();
    return Result.empty()
        .with("step-seconds", Arrays.stream(first).min().orElseThrow())
        .with("searching-step-seconds", Arrays.stream(second).min().orElseThrow())
        .with(RATIO, Spreads.median(ratios));
  }

  private double seconds(GanTraining how, GanState state, Tensor pixels, Optional<Tensor> labels) {
    long began = System.nanoTime();
    for (int i = 0; i < perRound; i++) {
      how.step(state, condition, pixels, labels, Rng.of(0).purpose("pace"));
    }
    return (System.nanoTime() - began) * 1e-9 / perRound;
  }
}
