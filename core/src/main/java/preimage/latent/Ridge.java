package preimage.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.search.Draws;
import preimage.search.Starts;
import preimage.spec.Misuse;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * The best linear guess of a latent from its image, fitted once to images that the generator makes
 * itself: z ≈ μ + (a(x) − a̅) M, where a undoes a final tanh.
 *
 * <p>Further starts add a draw of what the guess leaves open, a normal vector of its errors'
 * covariance. Of a generator that takes an image as condition nothing can be fitted in advance: its
 * starts are draws from the prior.
 *
 * @param samples generated images to fit, at least 2; as many are used as fit into memory
 * @param penalty of the squares of M, relative to the mean variance of a(x); positive
 * @see <a href="https://doi.org/10.1080/00401706.1970.10488634">Hoerl and Kennard, 1970</a>
 */
public record Ridge(int samples, double penalty) implements Start {
  /** Images made at a time. */
  private static final int CHUNK = 250;

  /** The most values of all images together. */
  private static final int VALUES = 1 << 26;

  /** Pixels are kept so far inside (−1, 1) before tanh is undone. */
  private static final double INSIDE = 1e-4;

  public Ridge {
    if (samples < 2) {
      throw new Misuse("samples must be at least 2 but were " + samples);
    }
    if (!(penalty > 0)) {
      throw new Misuse("penalty must be positive but was " + penalty);
    }
  }

  public Ridge() {
    this(6000, 1e-2);
  }

  @Override
  public Starts of(Aim aim) {
    throw new IllegalStateException("a ridge start is fitted to a generator before it is used");
  }

  @Override
  public Start fitted(Generator generator, Rng rng) {
    return generator.condition() instanceof Condition.Image ? new Prior() : fit(generator, rng);
  }

  @Override
  public long fitting(Generator generator) {
    return generator.condition() instanceof Condition.Image ? 0 : used(generator);
  }

  private int used(Generator generator) {
    return Math.clamp(VALUES / generator.image().count(), 2, samples);
  }

  private Guess fit(Generator generator, Rng rng) {
    int n = used(generator);
    int d = generator.prior().dimension();
    return Scope.withoutGradient(() -> {
      Tensor z = generator.prior().draw(rng, Rng.samples(0, n));
      var parts = new ArrayList<Tensor>();
      for (int from = 0; from < n; from += CHUNK) {
        int begin = from;
        int size = Math.min(CHUNK, n - from);
        parts.add(Scope.call(() -> made(generator, z.narrow(0, begin, size), begin)));
      }
      Tensor a = Tensor.cat(parts, 0);
      Tensor meanA = a.mean(0);
      Tensor meanZ = z.mean(0);
      Tensor centred = a.sub(meanA);
      Tensor map = map(centred, z.sub(meanZ));
      Tensor left = z.sub(meanZ).sub(centred.matmul(map)).to(Dtype.FLOAT64);
      Tensor covariance = left.transpose(0, 1).matmul(left).div(n);
      Tensor floor = Tensor.identity(d).to(Dtype.FLOAT64).mul(1e-12);
      Tensor spread = covariance.add(floor).cholesky().to(z.dtype());
      var all = Map.of("mean-a", meanA, "mean-z", meanZ, "map", map, "spread", spread);
      return new Guess(Weights.of(all));
    });
  }

  /** M (m, d), by whichever of the two equal formulas has the smaller matrix. */
  private Tensor map(Tensor a, Tensor z) {
    boolean wide = a.size(1) > a.size(0);
    Tensor x = a.to(Dtype.FLOAT64);
    Tensor t = x.transpose(0, 1);
    Tensor gram = wide ? x.matmul(t) : t.matmul(x);
    double size = x.square().sum().item() / a.size(1);
    Tensor damped = gram.add(Tensor.identity(gram.size(0)).to(Dtype.FLOAT64).mul(penalty * size));
    Tensor target = z.to(Dtype.FLOAT64);
    Tensor map =
        wide
            ? t.matmul(target.choleskySolve(damped.cholesky()))
            : t.matmul(target).choleskySolve(damped.cholesky());
    return map.to(z.dtype());
  }

  private static Tensor made(Generator generator, Tensor z, int first) {
    Optional<Tensor> condition =
        generator.condition() instanceof Condition.Label label
            ? Optional.of(turns(first, z.size(0), label.classes()))
            : Optional.empty();
    return opened(generator, generator.apply(condition, z));
  }

  private static Tensor turns(int first, long count, int classes) {
    var labels = new long[(int) count];
    Arrays.setAll(labels, i -> (first + i) % classes);
    return Tensor.of(labels, count);
  }

  /** atanh of pixels in [−1, 1] (n, m). */
  private static Tensor opened(Generator generator, Tensor own) {
    Tensor signed = generator.scale().toPixels(own).mul(2).add(-1);
    return signed.flatten().clamp(INSIDE - 1, 1 - INSIDE).atanh();
  }

  /** What was fitted. */
  private record Guess(Weights fit) implements Start {
    @Override
    public Starts of(Aim aim) {
      Tensor guessed =
          Scope.withoutGradient(() -> {
            Tensor a = opened(aim.generator(), aim.target());
            return a.sub(fit.named("mean-a")).matmul(fit.named("map")).add(fit.named("mean-z"));
          });
      return (restart, rows, draws) -> {
        Tensor z = guessed.rows(Tensor.of(rows));
        return restart == 0 ? z : z.add(open(draws));
      };
    }

    private Tensor open(Draws draws) {
      Tensor spread = fit.named("spread");
      return draws.normal(Shape.of((int) spread.size(0))).matmul(spread.transpose(0, 1));
    }

    @Override
    public void close() {
      fit.close();
    }
  }
}
