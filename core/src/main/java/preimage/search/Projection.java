package preimage.search;

import java.util.Optional;
import java.util.function.Function;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/** What is feasible: moves points (n, …) to feasible ones, at best to the nearest. */
public interface Projection {
  /** Feasible points; {@code draws} are this step's, for projections that leave it to chance. */
  Tensor onto(Tensor point, Draws draws);

  /** The projection of the samples at {@code index} (int64, repetitions allowed). */
  Projection rows(Tensor index);

  /**
   * The same set with nothing left to chance, for solvers that reckon with where it ends.
   *
   * <p>A step that is worked out against a set and then thrown about in it is not the step that was
   * worked out.
   *
   * @throws Misuse if chance is all there is to it
   */
  default Projection steady() {
    return this;
  }

  /** Unit normals (n, …) at feasible points, where these are a surface. */
  default Optional<Tensor> normal(Tensor point) {
    return Optional.empty();
  }

  /** This, then {@code next}. */
  default Projection then(Projection next) {
    return new Both(this, next);
  }

  /** Everything is feasible. */
  static Projection none() {
    return new Anywhere();
  }

  /** [lower, upper] in each component. */
  static Projection box(double lower, double upper) {
    return new Box(lower, upper);
  }

  /** Points at most {@code radius} from their sample's {@code centre} (n, …). */
  static Projection ball(Norm norm, Tensor centre, double radius) {
    return new Ball(norm, centre, radius);
  }

  /** The points of length {@code radius}. */
  static Projection sphere(double radius) {
    return new Sphere(radius);
  }

  /**
   * Stochastic clipping: components at or beyond the ends of an interval are replaced, each on its
   * own, by those of fresh points (n, …) of the step's draws.
   *
   * @see <a href="https://arxiv.org/abs/1702.04782">Lipton and Tripathi, 2017</a>, section 2
   */
  static Projection redrawn(double lower, double upper, Function<Draws, Tensor> fresh) {
    return new Redrawn(lower, upper, fresh);
  }

  /** See {@link #none}. */
  record Anywhere() implements Projection {
    @Override
    public Tensor onto(Tensor point, Draws draws) {
      return point;
    }

    @Override
    public Projection rows(Tensor index) {
      return this;
    }
  }

  /** See {@link #box}. */
  record Box(double lower, double upper) implements Projection {
    public Box {
      if (!(lower <= upper)) {
        throw new Misuse("lower must not be above upper but they were " + lower + " and " + upper);
      }
    }

    @Override
    public Tensor onto(Tensor point, Draws draws) {
      return point.clamp(lower, upper);
    }

    @Override
    public Projection rows(Tensor index) {
      return this;
    }
  }

  /** See {@link #ball}. */
  record Ball(Norm norm, Tensor centre, double radius) implements Projection {
    public Ball {
      if (!(radius >= 0)) {
        throw new Misuse("radius must not be negative but was " + radius);
      }
    }

    @Override
    public Tensor onto(Tensor point, Draws draws) {
      return centre.add(norm.shorten(point.sub(centre), radius));
    }

    @Override
    public Projection rows(Tensor index) {
      return new Ball(norm, centre.rows(index), radius);
    }
  }

  /** See {@link #then}. */
  record Both(Projection first, Projection next) implements Projection {
    @Override
    public Projection steady() {
      return new Both(first.steady(), next.steady());
    }

    @Override
    public Optional<Tensor> normal(Tensor point) {
      return next.normal(point).or(() -> first.normal(point));
    }

    @Override
    public Tensor onto(Tensor point, Draws draws) {
      return next.onto(first.onto(point, draws.purpose("first")), draws.purpose("next"));
    }

    @Override
    public Projection rows(Tensor index) {
      return new Both(first.rows(index), next.rows(index));
    }
  }
}
