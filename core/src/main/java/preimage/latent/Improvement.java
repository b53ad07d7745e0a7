package preimage.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import preimage.net.Critic;
import preimage.net.Generator;
import preimage.net.LatentPrior;
import preimage.search.Draws;
import preimage.search.Fresh;
import preimage.search.Keep;
import preimage.search.Meter;
import preimage.search.Norm;
import preimage.search.Objective;
import preimage.search.Problem;
import preimage.search.Projection;
import preimage.search.Solver;
import preimage.search.SteepestDescent;
import preimage.search.Sum;
import preimage.search.Trace;
import preimage.search.Watch;
import preimage.spec.Misuse;
import preimage.tensor.Parallel;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Progress;

/**
 * Moves latents to where a frozen critic is content with what a frozen generator makes of them: z*
 * = argmin over z near z₀ of loss(D(c, G(c, z))).
 *
 * <p>Latents are moved in chunks, each by itself; what becomes of one depends on the seed and its
 * number alone.
 *
 * <p>Published as AdvLatGAN-z: Improving GANs via Adversarial Learning in Latent Space, NeurIPS
 * 2022, equations 5 and 6.
 *
 * @param loss what of a score is to be small
 * @param solver how latents move
 * @param norm what distances from z₀ are measured by
 * @param radius the largest of them; none: as far as the solver goes, as in the released code
 * @param clip what keeps latents in the support of the prior
 * @param keep whether a latent's last point counts, as published, or its best
 * @param prior how much of −log of the prior's density is added to the loss, not negative
 */
public record Improvement(
    ScoreLoss loss,
    Solver solver,
    Norm norm,
    Optional<Double> radius,
    Clip clip,
    Keep keep,
    double prior) {
  /** Pixels and channels of the images that are made together. */
  private static final int TOGETHER = 1 << 18;

  public Improvement {
    radius.ifPresent(r -> {
      if (!(r >= 0)) {
        throw new Misuse("radius must not be negative but was " + r);
      }
    });
    if (!(prior >= 0 && prior < Double.POSITIVE_INFINITY)) {
      throw new Misuse("prior must be finite and not negative but was " + prior);
    }
  }

  /**
   * AdvLatGAN-z with the loss of its released code and the 100 sign steps of .01 of its Table 3.
   */
  public Improvement() {
    this(new ScoreLoss.NonSaturating(), new SteepestDescent());
  }

  /** Without a radius; the last point counts. */
  public Improvement(ScoreLoss loss, Solver solver) {
    this(loss, solver, Norm.LINF, Optional.empty(), Clip.STANDARD, Keep.LAST, 0);
  }

  /** The same that stays within {@code radius} of each start. */
  public Improvement within(Norm norm, double radius) {
    return new Improvement(loss, solver, norm, Optional.of(radius), clip, keep, prior);
  }

  /** The same with {@code weight} of −log of the prior's density. */
  public Improvement weighing(double weight) {
    return new Improvement(loss, solver, norm, radius, clip, keep, weight);
  }

  /** As {@link #improve(Generator, Critic, Latents, long, Progress)}, in silence. */
  public Improved improve(Generator generator, Critic critic, Latents start, long seed) {
    return improve(generator, critic, start, seed, Progress.silent());
  }

  /**
   * Improves {@code start}.
   *
   * @throws Misuse if the generator makes no images of such latents, or see {@link #requireFit}
   */
  public Improved improve(
      Generator generator, Critic critic, Latents start, long seed, Progress progress) {
    requireFit("the generator", generator, "the critic", critic);
    start.requireFor(generator);
    var parts = new ArrayList<Improved>();
    generator.compiled(fast -> chunks(fast, critic, start, seed, progress, parts::add));
    return Improved.join(start, parts);
  }

  /**
   * Refuses networks that this cannot be done with.
   *
   * @param g what the generator is called in complaints
   * @param d what the critic is called
   * @throws Misuse if the critic cannot judge the generator's images, or a radius is asked for
   *     among latents that lie on a sphere
   */
  public void requireFit(String g, Generator generator, String d, Critic critic) {
    Scored.requireFit(g, generator, d, critic);
    if (radius.isPresent() && generator.prior().length().isPresent()) {
      throw new Misuse("a radius is one of flat space, but latents of " + g + " lie on a sphere");
    }
  }

  private void chunks(
      Generator generator,
      Critic critic,
      Latents start,
      long seed,
      Progress progress,
      Consumer<Improved> each) {
    int chunk = Math.clamp(TOGETHER / generator.image().count(), 16, 4096);
    int count = start.count();
    var rng = Rng.of(seed).purpose("improvement");
    try (var task = progress.start("improving", "latents", count)) {
      var done = new AtomicInteger();
      Parallel.chunks(
          0,
          count,
          chunk,
          (begin, end) -> {
            var draws = new Draws(rng, Rng.samples(begin, end));
            var told = start.condition(generator, begin, end);
            var scored = new Scored(generator, critic, told, loss);
            var watch = new Telling(task, done::get, System::nanoTime);
            return improve(scored, start.slice(begin, end), draws, watch);
          },
          part -> {
            each.accept(part);
            task.at(done.addAndGet(part.count()));
          });
    }
  }

  private Improved improve(Scored scored, Latents start, Draws draws, Watch watch) {
    int n = start.count();
    Tensor z0 = start.tensor(0, n);
    double[] before = Scope.withoutGradient(() -> scored.score(z0).toDoubles());
    var found = solver.solve(problem(scored, z0, draws, watch), z0);
    double[] after = Scope.withoutGradient(() -> scored.score(found.point()).toDoubles());
    return new Improved(start, Latents.rows(found.point()), before, after, found.courses());
  }

  /**
   * The search that this is for latents {@code z0} (n, d), in the caller's scope.
   *
   * @param scored the loss of the samples
   */
  public Problem problem(Scored scored, Tensor z0, Draws draws, Watch watch) {
    var latents = scored.generator().prior();
    var support = clip.onto(latents);
    var feasible = radius.map(r -> Projection.ball(norm, z0, r).then(support)).orElse(support);
    Fresh fresh = (shape, moment) -> latents.draw(moment.rng(), moment.samples());
    var meter = Meter.of(draws.samples().length);
    return new Problem(objective(scored, latents), feasible, draws, meter, watch).with(keep, fresh);
  }

  private Objective objective(Scored scored, LatentPrior latents) {
    boolean flat = latents.deviance(Tensor.zeros(1, latents.dimension())).isEmpty();
    if (prior == 0 || flat) {
      return scored;
    }
    return Sum.of(
        scored,
        Objective.of(
            z -> latents.deviance(z).orElseThrow().square().sumPerSample().mul(prior / 2)));
  }

  /**
   * A latent's score along its way, if the loss is all that was searched by, and says which score
   * it is of.
   */
  public Optional<double[]> scores(Trace trace) {
    double[] scores =
        Arrays.stream(trace.value())
            .mapToObj(loss::score)
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    return prior > 0 || scores.length < trace.count() ? Optional.empty() : Optional.of(scores);
  }
}
