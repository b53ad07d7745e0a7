package preimage.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * The damped Gauss–Newton step of each sample in the space that conjugate gradients search, by
 * Lanczos' orthonormal basis of it; all float64.
 *
 * @param basis V, rows of unit vectors beginning with the slope's direction (n, k, d)
 * @param normal V JᵀJ Vᵀ / m at the sample's place (n, k, k)
 * @param slope the length of Jᵀr / m there (n)
 * @param scale the mean of the diagonal of JᵀJ / m, as a random direction shows it (n)
 * @param damping λ, relative to {@code scale}
 * @param stale whether the sample has moved since (bool, n)
 */
record Krylov(
    MatrixFree how,
    Tensor basis,
    Tensor normal,
    Tensor slope,
    Tensor scale,
    Damping damping,
    Tensor stale)
    implements Proposal {
  /**
   * A product that is so short, in units of the working precision, after its parts in the basis are
   * taken off is rounding.
   */
  private static final double NOTHING = 128;

  static Krylov unseen(MatrixFree how, Tensor point) {
    long n = point.size(0);
    long d = point.count() / n;
    int k = Math.toIntExact(Math.min(how.iterations(), d));
    return new Krylov(
        how,
        Tensor.zeros(n, k, d).to(Dtype.FLOAT64),
        Tensor.zeros(n, k, k).to(Dtype.FLOAT64),
        Tensor.zeros(n).to(Dtype.FLOAT64),
        Tensor.ones(n).to(Dtype.FLOAT64),
        Damping.of(how.damping(), n, point.dtype().epsilon()),
        Tensor.ones(n).greater(0));
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.concat(Stream.of(basis, normal, slope, scale, stale), damping.tensors());
  }

  @Override
  public Krylov rows(Tensor index) {
    return new Krylov(
        how,
        basis.rows(index),
        normal.rows(index),
        slope.rows(index),
        scale.rows(index),
        damping.rows(index),
        stale.rows(index));
  }

  @Override
  public Move propose(Place here, Draws draws) {
    var seen = linearised(here, draws);
    Tensor step = Scope.call(seen::step).reshape(here.point().shape());
    return new Move(here.point().add(step.to(here.point().dtype())), seen);
  }

  private Krylov linearised(Place here, Draws draws) {
    long[] moved = stale.toLongs();
    int[] rows = IntStream.range(0, moved.length).filter(i -> moved[i] != 0).toArray();
    if (rows.length == 0) {
      return this;
    }
    Tensor index = Tensor.of(rows);
    var problem = here.problem().rows(rows);
    var at = here.point().rows(index);
    var space = Scope.call(() -> Space.around(problem, at, draws.rows(rows), basis.size(1)));
    return new Krylov(
        how,
        basis.withRows(index, space.basis),
        normal.withRows(index, space.normal),
        slope.withRows(index, space.slope),
        scale.withRows(index, space.scale),
        damping,
        stale);
  }

  /** What is found out at a point. */
  private record Space(Tensor basis, Tensor normal, Tensor slope, Tensor scale) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(basis, normal, slope, scale);
    }

    static Space around(Problem problem, Tensor point, Draws draws, long k) {
      var f = problem.tangents((Residual) problem.objective(), point);
      var signs = draws.uniform(point.sample(), -1, 1).to(point.dtype()).sign();
      Tensor seen = f.push().apply(signs).to(Dtype.FLOAT64);
      double d = point.sample().count();
      Tensor scale = seen.square().mean(1).div(d);
      Tensor slope = pulled(f, f.value(), point);
      Tensor free = problem.free(point, slope.neg());
      Tensor gradient = inside(problem, point, free, slope);
      Tensor length = gradient.square().sum(1).sqrt();
      var basis = new ArrayList<Tensor>();
      var products = new ArrayList<Tensor>();
      double epsilon = point.dtype() == Dtype.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
      Tensor next = unit(gradient, length.mul(0));
      for (long i = 0; i < k; i++) {
        Tensor t = next.reshape(point.shape()).to(point.dtype());
        basis.add(next);
        Tensor product =
            Scope.call(() -> inside(problem, point, free, pulled(f, f.push().apply(t), point)));
        products.add(product);
        next =
            Scope.call(() -> {
              Tensor w = beside(basis, product).reshape(point.shape());
              Tensor rest = inside(problem, point, free, w);
              double least = NOTHING * epsilon;
              return unit(rest, product.square().sum(1).sqrt().mul(least));
            });
      }
      Tensor rows = Tensor.stack(basis, 1);
      Tensor normal = rows.matmul(Tensor.stack(products, 2));
      Tensor symmetric = normal.add(normal.transpose(1, 2)).div(2);
      return new Space(rows, symmetric, length, scale);
    }

    /** Jᵀu / m (n, …), float64. */
    private static Tensor pulled(Residual.Tangents f, Tensor u, Tensor point) {
      double m = u.size(1);
      return f.pull().apply(u).reshape(point.shape()).to(Dtype.FLOAT64).div(m);
    }

    /** What of a direction feasible points can follow (n, d). */
    private static Tensor inside(Problem problem, Tensor point, Tensor free, Tensor direction) {
      return problem.along(point, direction.mul(free)).flatten();
    }

    /** What {@code w} has beside the basis. */
    private static Tensor beside(List<Tensor> basis, Tensor w) {
      Tensor rows = Tensor.stack(basis, 1);
      Tensor rest = w.reshape(w.size(0), w.size(1), 1);
      for (int time = 0; time < 2; time++) {
        rest = rest.sub(rows.transpose(1, 2).matmul(rows.matmul(rest)));
      }
      return rest.reshape(w.shape());
    }

    /** Of length 1, or zero where it is not longer than {@code shortest}. */
    private static Tensor unit(Tensor vector, Tensor shortest) {
      Tensor length = vector.square().sum(1).sqrt();
      Tensor unit = vector.div(length.reshape(-1, 1));
      return unit.where(length.sub(shortest).greater(0), vector.mul(0));
    }
  }

  /** (n, d). */
  private Tensor step() {
    long n = normal.size(0);
    long k = normal.size(1);
    Tensor ridge = damping.lambda().mul(scale).reshape(n, 1).expand(n, k).diagonalMatrix();
    Tensor right = slopes().neg().reshape(n, k, 1);
    Tensor share = right.choleskySolve(normal.add(ridge).cholesky());
    return basis.transpose(1, 2).matmul(share).reshape(n, basis.size(2));
  }

  /** Jᵀr / m in the basis (n, k). */
  private Tensor slopes() {
    long k = basis.size(1);
    Tensor first = Tensor.identity(k).narrow(0, 0, 1).to(Dtype.FLOAT64);
    return slope.reshape(-1, 1).mul(first);
  }

  @Override
  public Lesson learn(Place here, Place there, Tensor moved) {
    Tensor step = there.point().sub(here.point()).flatten().to(Dtype.FLOAT64);
    long n = step.size(0);
    Tensor shares = basis.matmul(step.reshape(n, step.size(1), 1));
    Tensor bent = normal.matmul(shares).reshape(n, basis.size(1));
    Tensor predicted = bent.add(slopes().mul(2)).mul(shares.reshape(bent.shape())).sum(1).neg();
    Tensor gain = here.value().sub(there.value()).to(Dtype.FLOAT64);
    var next =
        new Krylov(how, basis, normal, slope, scale, damping.after(gain, predicted, moved), moved);
    Tensor point = here.point().to(Dtype.FLOAT64).square().sumPerSample();
    Tensor steepest = normal.narrow(1, 0, 1).narrow(2, 0, 1).reshape(n);
    Tensor value = here.value().to(Dtype.FLOAT64);
    Tensor cosine = slope.div(steepest.mul(value).sqrt());
    Tensor felt = scale.mul(point);
    Tensor still = cosine.where(slope.greater(0), slope);
    var never = new boolean[(int) step.size(0)];
    return new Lesson(
        next,
        Convergence.of(
            felt, still, felt.mul(0), here, there, step, predicted, moved, never, never));
  }
}
