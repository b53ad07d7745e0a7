package preimage.search;

import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/** What is feasible: moves points (n, …) to feasible ones, at best to the nearest. */
public interface Projection {
  /** Feasible points; {@code draws} are this step's, for projections that leave it to chance. */
  Tensor onto(Tensor point, Draws draws);

  /** The projection of the samples at {@code index} (int64, repetitions allowed). */
  Projection rows(Tensor index);

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
    public Tensor onto(Tensor point, Draws draws) {
      return next.onto(first.onto(point, draws.purpose("first")), draws.purpose("next"));
    }

    @Override
    public Projection rows(Tensor index) {
      return new Both(first.rows(index), next.rows(index));
    }
  }
}
