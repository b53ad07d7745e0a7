package preimage.latent;

import preimage.net.Generator;
import preimage.search.Draws;
import preimage.search.Fresh;
import preimage.search.Keep;
import preimage.search.Meter;
import preimage.search.Norm;
import preimage.search.Problem;
import preimage.search.Solver;
import preimage.search.SteepestDescent;
import preimage.search.Watch;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Progress;

/**
 * Searches beside each latent for one whose image is nearly the same, or as different as can be.
 *
 * @param solver how the second latent moves
 * @param spread standard deviation of its start around the first, positive
 * @param apart whether images are to be driven apart
 */
public record HardPairs(Solver solver, double spread, boolean apart) {
  private static final int CHUNK = 64;

  public HardPairs {
    if (!(spread > 0)) {
      throw new Misuse("spread must be positive but was " + spread);
    }
  }

  /** Three sign steps of .01, as in -div; the spread is that of its released code. */
  public HardPairs() {
    this(new SteepestDescent(Norm.LINF, .01, 3), .08, false);
  }

  /**
   * Pairs of latents and how far apart their images are, for the distance of the latents.
   *
   * @param first n latents
   * @param second n partners, each the last point of its way, as in algorithm 2
   * @param before the ratio where the partners began
   * @param after the ratio in the end
   */
  public record Pairs(Latents first, float[][] second, double[] before, double[] after) {}

  /**
   * Looks for the partners of {@code first}.
   *
   * @throws Misuse if the generator makes no images of such latents
   */
  public Pairs search(Generator generator, Latents first, long seed, Progress progress) {
    first.requireFor(generator);
    int count = first.count();
    var all = new Pairs(first, new float[count][], new double[count], new double[count]);
    var rng = Rng.of(seed).purpose("pairs");
    generator.compiled(fast -> {
      try (var task = progress.start("pairing", "latents", count)) {
        for (int from = 0; from < count; from += CHUNK) {
          int begin = from;
          int end = Math.min(count, from + CHUNK);
          Scope.run(() -> search(fast, all, begin, end, new Draws(rng, Rng.samples(begin, end))));
          task.at(end);
        }
      }
    });
    return all;
  }

  private void search(Generator generator, Pairs all, int from, int to, Draws draws) {
    Tensor z0 = all.first.tensor(from, to);
    var condition = all.first.condition(generator, from, to);
    Tensor image = Scope.withoutGradient(() -> generator.apply(condition, z0));
    var feasible = Clip.STANDARD.onto(generator.prior());
    Tensor near = z0.add(draws.purpose("start").normal(z0.sample()).mul(spread));
    Tensor start = feasible.onto(near, draws);
    var ratio = new PairRatio(generator, condition, z0, image, apart ? -1 : 1);
    var meter = Meter.of(to - from);
    // As in the algorithm that trains on such pairs: where the way ends, not its best point.
    var problem =
        new Problem(ratio, feasible, draws, meter, Watch.NOBODY).with(Keep.LAST, Fresh.NORMAL);
    Tensor found = solver.solve(problem, start).point();
    double[] before = Scope.withoutGradient(() -> ratio.ratio(start).toDoubles());
    double[] after = Scope.withoutGradient(() -> ratio.ratio(found).toDoubles());
    System.arraycopy(Latents.rows(found), 0, all.second, from, to - from);
    System.arraycopy(before, 0, all.before, from, to - from);
    System.arraycopy(after, 0, all.after, from, to - from);
  }
}
