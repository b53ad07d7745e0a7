package preimage.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import preimage.data.Images;
import preimage.net.Generator;
import preimage.search.Draws;
import preimage.search.Eased;
import preimage.search.LevenbergMarquardt;
import preimage.search.Meter;
import preimage.search.Problem;
import preimage.search.Race;
import preimage.search.Restarts;
import preimage.search.Solver;
import preimage.search.Sum;
import preimage.search.Watch;
import preimage.spec.Misuse;
import preimage.tensor.Parallel;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Progress;

/**
 * Finds latents z whose images G(c, z) are given targets: min over z of the distance of G(c, z)
 * from the target, by default the mean over pixels and channels of (G(c, z) − x)², plus what a
 * restriction says of z.
 *
 * <p>Targets are searched for in chunks of fixed size, each by itself; what is found for one
 * depends on the seed and its number alone.
 *
 * @param start where each search begins
 * @param solver how it goes on
 * @param restarts starts a target, of which the best end counts; at least 1
 * @param enough a total, on pixels in [−1, 1], that needs no further start; 0: always all
 * @param clip what keeps latents in the support of the prior
 * @param distance how far an image is from its target
 * @param restriction what latents should be like besides
 * @param race which starts are worth the solver
 * @param classes which classes a label-conditional generator is asked for
 * @param refine whether latents that match their targets to rounding take one more step, by the
 *     certificate's Jacobian and a residual in float64
 */
public record Recovery(
    Start start,
    Solver solver,
    int restarts,
    double enough,
    Clip clip,
    Distance distance,
    Restriction restriction,
    Race race,
    Classes classes,
    boolean refine)
    implements Chooser {
  /** The most targets searched for together. */
  private static final int CHUNK = 64;

  private static final Solver EASED = new Eased(new LevenbergMarquardt(200, 1e-2, 100, 12));

  public Recovery {
    new Restarts(restarts, enough, race);
  }

  /**
   * From a linear guess by Levenberg–Marquardt on the arcsine of pixels down to rounding, twelve
   * Jacobians at most, and for targets that are not matched then up to eleven times more, from near
   * the best end so far; measured on a DCGAN of 28×28 pixels.
   */
  public Recovery() {
    this(new Hop(), EASED, 12, 1e-12, Clip.STANDARD);
  }

  /** By the mean of squares alone. */
  public Recovery(Start start, Solver solver, int restarts, double enough, Clip clip) {
    this(start, solver, restarts, enough, clip, new Distance.Squared(), new Restriction.None());
  }

  /** Without a race, each target in the class of its label. */
  public Recovery(
      Start start,
      Solver solver,
      int restarts,
      double enough,
      Clip clip,
      Distance distance,
      Restriction restriction) {
    this(
        start,
        solver,
        restarts,
        enough,
        clip,
        distance,
        restriction,
        new Race.None(),
        Classes.GIVEN,
        true);
  }

  /** This, whatever the generator. */
  @Override
  public Choice on(Generator generator) {
    return Choice.told(this);
  }

  /** The same by another solver. */
  Recovery with(Solver other) {
    return new Recovery(
        start, other, restarts, enough, clip, distance, restriction, race, classes, refine);
  }

  /** The same by another distance. */
  Recovery with(Distance other) {
    return new Recovery(
        start, solver, restarts, enough, clip, other, restriction, race, classes, refine);
  }

  /** The same with so many starts a target. */
  public Recovery withRestarts(int count) {
    return new Recovery(
        start, solver, count, enough, clip, distance, restriction, race, classes, refine);
  }

  /**
   * Recovers {@code targets}, with their labels as condition unless all are tried.
   *
   * @throws Misuse if they are no images that the generator could make
   */
  public Recovered recover(Generator generator, Images targets, long seed) {
    return recover(generator, Targets.of(targets), seed, Progress.silent());
  }

  /** As {@link #recover(Generator, Images, long)}, saying how far it is. */
  public Recovered recover(Generator generator, Targets targets, long seed, Progress progress) {
    var parts = new ArrayList<Recovered>();
    recover(generator, targets, seed, progress, parts::add);
    return Recovered.join(parts);
  }

  /**
   * Recovers {@code targets} chunk by chunk.
   *
   * @param each is given what was recovered of each chunk, in order
   * @throws Misuse if there is no target, or they are no images that the generator could make
   */
  public void recover(
      Generator generator,
      Targets targets,
      long seed,
      Progress progress,
      Consumer<Recovered> each) {
    recover(generator, targets, 0, seed, progress, each);
  }

  /** The same from target {@code first} on, a multiple of {@link #chunk}: as if from the first. */
  public void recover(
      Generator generator,
      Targets targets,
      int first,
      long seed,
      Progress progress,
      Consumer<Recovered> each) {
    int size = chunk(targets.count());
    if (first < 0 || first % size != 0) {
      throw new IllegalArgumentException("no chunk of " + size + " begins at target " + first);
    }
    recover(generator, targets, new Cut(first, size), seed, progress, each);
  }

  /**
   * How many of {@code count} targets are searched for together: all chunks but one are equal, and
   * they come in pairs, so that two threads have the same to do.
   */
  public static int chunk(int count) {
    int pairs = Math.max(1, Math.ceilDiv(count, 2 * CHUNK));
    return Math.max(1, Math.ceilDiv(count, 2 * pairs));
  }

  /** Where the first chunk begins, and how many targets a chunk holds. */
  record Cut(int first, int size) {}

  void recover(
      Generator generator,
      Targets targets,
      Cut cut,
      long seed,
      Progress progress,
      Consumer<Recovered> each) {
    int count = targets.count();
    if (count < 1) {
      throw new Misuse("there is no target to recover");
    }
    // Where nothing but the target says where a latent should be.
    boolean exactly =
        refine && distance instanceof Distance.Squared && restriction instanceof Restriction.None;
    generator.compiled(fast -> {
      if (exactly) {
        generator.precise(exact -> chunks(fast, exact, targets, cut, seed, progress, each));
      } else {
        chunks(fast, Optional.empty(), targets, cut, seed, progress, each);
      }
    });
  }

  private void chunks(
      Generator generator,
      Optional<Generator> exact,
      Targets targets,
      Cut cut,
      long seed,
      Progress progress,
      Consumer<Recovered> each) {
    int count = targets.count();
    var rng = Rng.of(seed).purpose("recovery");
    try (var near = distance.opened();
        var fitted = ready(near, generator, targets, rng);
        var task = progress.start("recovering", "targets", count)) {
      fitted.requireFor(count);
      var done = new AtomicInteger(cut.first);
      Parallel.chunks(
          cut.first,
          count,
          cut.size,
          (begin, end) -> {
            var draws = new Draws(rng, Rng.samples(begin, end));
            var aim = targets.aim(generator, begin, end, classes);
            var labels = targets.images().range(begin, end).labels();
            var watch = new Telling(task, done::get, System::nanoTime);
            return recover(aim, exact, near, fitted, draws, watch, labels);
          },
          part -> {
            each.accept(part);
            task.at(done.addAndGet(part.count()));
          });
    }
  }

  /** The start, fitted if nothing stands in the way of a search. */
  private Start ready(Distance near, Generator generator, Targets targets, Rng rng) {
    Scope.run(() -> {
      var aim = targets.aim(generator, 0, 1, classes);
      var draws = new Draws(rng, new long[classes.tried(generator)]);
      solver.require(problem(aim, near, draws));
    });
    return start.fitted(generator, rng.purpose("fit"));
  }

  private Problem problem(Aim aim, Distance near, Draws draws) {
    var prior = aim.generator().prior();
    var feasible = clip.onto(prior);
    var projection = restriction.after(prior).map(feasible::then).orElse(feasible);
    var image = near.from(aim);
    var objective = restriction.towards(prior).map(term -> Sum.of(image, term)).orElse(image);
    return new Problem(objective, projection, draws).seeking(aim.truth());
  }

  private Recovered recover(
      Aim aim,
      Optional<Generator> exact,
      Distance near,
      Start fitted,
      Draws draws,
      Watch watch,
      int[] labels) {
    var generator = aim.generator();
    int n = draws.samples().length;
    int tried = classes.tried(generator);
    int[] rows = IntStream.range(0, n * tried).map(i -> i % n).toArray();
    var meter = Meter.of(n);
    var problem = problem(aim, near, draws.rows(rows)).with(meter.rows(rows), watch);
    var ends = new Restarts(restarts, enough, race).solve(solver, problem, fitted.of(aim), tried);
    int[] best = IntStream.range(0, n).map(i -> ends.winner()[i] % tried * n + i).toArray();
    int[] own = tried == 1 ? labels : Arrays.stream(best).map(row -> row / n).toArray();
    var edge = clip.onto(generator.prior()).steady();
    var refinement = exact.map(g -> new Refinement(g, z -> edge.onto(z, draws), meter));
    var certified = Certification.of(aim, ends, tried, refinement);
    var found = ends.found().costing(meter.spent());
    return Scope.withoutGradient(() -> {
      Tensor index = Tensor.of(best);
      // The picture that goes with the latent is not part of the search, so nobody pays for it.
      Tensor made = generator.apply(aim.condition().map(c -> c.rows(index)), certified.point());
      double[] loss = made.sub(aim.target().rows(index)).square().meanPerSample().toDoubles();
      Tensor pixels = generator.scale().toPixels(made).clamp(0, 1);
      Tensor shown = pixels.where(pixels.isFinite(), Tensor.zeros(1));
      return new Recovered(
          Latents.rows(certified.point()),
          new Images(generator.image(), shown.toArray(), own),
          loss,
          found.courses(),
          ends.winner(),
          ends.values(restarts * tried),
          certified.certificates());
    });
  }
}
