package preimage.search;

import java.util.function.UnaryOperator;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** Functions whose solutions are known, and problems made of them. */
final class Zoo {
  private static final Rng RNG = Rng.of(7);

  private Zoo() {}

  /** Uniform on (−0.9, 0.9): (n, d). */
  static Tensor points(int n, int d, Dtype type) {
    return RNG.purpose("points").uniform(Shape.of(d), -.9, .9, Rng.samples(0, n)).to(type);
  }

  static Tensor starts(int n, int d, Dtype type) {
    return RNG.purpose("starts").uniform(Shape.of(d), -1, 1, Rng.samples(0, n)).to(type);
  }

  /** x ↦ xA, A: (d, m). */
  static UnaryOperator<Tensor> linear(int d, int m) {
    Tensor a = RNG.purpose("linear").normal(Shape.of(m), Rng.samples(0, d)).div(Math.sqrt(d));
    return x -> x.matmul(a.to(x.dtype()));
  }

  /** x ↦ tanh(xA). */
  static UnaryOperator<Tensor> tanhLinear(int d, int m) {
    var linear = linear(d, m);
    return x -> linear.apply(x).tanh();
  }

  /** x ↦ |x|A: two values of each component give one image. */
  static UnaryOperator<Tensor> folded(int d, int m) {
    var linear = linear(d, m);
    return x -> linear.apply(x.abs());
  }

  /** x ↦ xBA, B: (d, rank): directions without effect. */
  static UnaryOperator<Tensor> deficient(int d, int rank, int m) {
    var inner = linear(d, rank);
    var outer = linear(rank, m);
    return x -> outer.apply(inner.apply(x));
  }

  static Problem problem(Objective objective, Projection projection, int n) {
    return new Problem(objective, projection, new Draws(Rng.of(3), Rng.samples(0, n)));
  }

  static Problem problem(Objective objective, int n) {
    return problem(objective, Projection.none(), n);
  }

  /** Σ wᵢ (xᵢ − cᵢ)² with weights 1, 2, …, d and c = 0.5. */
  static Objective quadratic() {
    return Objective.of(x -> {
      int d = Math.toIntExact(x.size(1));
      var weights = new double[d];
      for (int i = 0; i < d; i++) {
        weights[i] = i + 1;
      }
      return x.add(-.5).square().mul(Tensor.of(weights, 1, d).to(x.dtype())).sum(1);
    });
  }

  /** One that will be another at the next step. */
  static Objective changing(UnaryOperator<Tensor> f) {
    return new Objective() {
      @Override
      public Tensor at(Tensor point) {
        return f.apply(point);
      }

      @Override
      public Objective rows(Tensor index) {
        return this;
      }

      @Override
      public boolean settled() {
        return false;
      }
    };
  }
}
