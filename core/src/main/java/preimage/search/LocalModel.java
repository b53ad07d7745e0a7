package preimage.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * What least squares believe of each sample round its place: residuals r + J s after a step s.
 *
 * @param residual r (n, m)
 * @param jacobian J (n, m, d), of the working precision; (n, 0, d) if there is no room to keep it
 * @param normal JᵀJ / m (n, d, d), float64
 * @param slope Jᵀr / m (n, d), float64: half the objective's gradient
 */
record LocalModel(Tensor residual, Tensor jacobian, Tensor normal, Tensor slope) implements Bundle {
  /** Memory for Jacobians at work at one time. */
  private static final long BYTES = 16 << 20;

  /** The largest Jacobian that is kept, whatever the batch: the same sample goes the same way. */
  private static final long KEPT = 8 << 20;

  /** The first few samples, which show how large a Jacobian is. */
  private static final int PROBE = 8;

  /** Changes of the residual that a relative error of so many ε of the point explains are none. */
  private static final double ROUNDING = 2;

  static LocalModel unseen(Tensor point) {
    long n = point.size(0);
    long d = point.count() / n;
    return new LocalModel(
        Tensor.zeros(n, 0).to(point.dtype()),
        Tensor.zeros(n, 0, d).to(point.dtype()),
        Tensor.zeros(n, d, d).to(Dtype.FLOAT64),
        Tensor.zeros(n, d).to(Dtype.FLOAT64));
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(residual, jacobian, normal, slope);
  }

  LocalModel rows(Tensor index) {
    return new LocalModel(
        residual.rows(index), jacobian.rows(index), normal.rows(index), slope.rows(index));
  }

  /** Whether Jacobians are at hand. */
  boolean keeps() {
    return jacobian.size(1) > 0;
  }

  /** This with the true Jacobians of the samples at {@code rows}, kept if asked and possible. */
  LocalModel taken(Place here, int[] rows, boolean keep) {
    return Scope.call(() -> {
      var parts = new ArrayList<LocalModel>();
      boolean kept = keep;
      for (int done = 0, next = PROBE; done < rows.length; done += next) {
        next = parts.isEmpty() ? PROBE : fitting(parts.getFirst());
        int[] block = Arrays.copyOfRange(rows, done, Math.min(rows.length, done + next));
        boolean wanted = kept;
        parts.add(Scope.call(() -> at(here, block, wanted)));
        long values = slope.size(1) * parts.getFirst().residual.size(1);
        kept &= values * here.point().dtype().bytes() <= KEPT;
      }
      return with(rows, parts, kept);
    });
  }

  /** How many samples' Jacobians fit: twice in single precision, and once in double. */
  private static int fitting(LocalModel one) {
    return Math.clamp(BYTES / (16 * one.residual.size(1) * one.slope.size(1)), 1, 1 << 20);
  }

  private static LocalModel at(Place here, int[] block, boolean keep) {
    Tensor index = Tensor.of(block);
    var problem = here.problem().rows(block);
    Tensor point = here.point().rows(index);
    var slopes = problem.slopes((Residual) problem.objective(), point);
    var model = of(slopes.value(), slopes.jacobian());
    return keep ? model : model.withoutJacobian();
  }

  private LocalModel withoutJacobian() {
    return new LocalModel(residual, jacobian.narrow(1, 0, 0), normal, slope);
  }

  private static LocalModel of(Tensor residual, Tensor jacobian) {
    Tensor j = jacobian.to(Dtype.FLOAT64);
    Tensor transposed = j.transpose(1, 2);
    Tensor r = residual.to(Dtype.FLOAT64).reshape(j.size(0), j.size(1), 1);
    double m = j.size(1);
    Tensor slope = transposed.matmul(r).div(m).reshape(j.size(0), j.size(2));
    return new LocalModel(residual, jacobian, transposed.matmul(j).div(m), slope);
  }

  /**
   * This as steps within the surface of feasible points see it: P N P + ν νᵀ · mean(diag N) with P
   * = I − ν νᵀ, so that no step leads along its normal ν. Where there is no such surface, this.
   */
  LocalModel along(Place here) {
    return here.problem().projection().normal(here.point()).map(v -> along(here, v)).orElse(this);
  }

  private LocalModel along(Place here, Tensor unit) {
    Tensor column = unit.flatten().to(Dtype.FLOAT64).reshape(slope.size(0), -1, 1);
    Tensor both = column.matmul(column.transpose(1, 2));
    Tensor left = normal.sub(both.matmul(normal));
    Tensor size = normal.diagonal().mean(1).reshape(-1, 1, 1);
    Tensor flat = left.sub(left.matmul(both)).add(both.mul(size));
    Tensor along = here.problem().along(here.point(), slope.reshape(here.point().shape()));
    return new LocalModel(residual, jacobian, flat, along.flatten());
  }

  private LocalModel with(int[] rows, List<LocalModel> parts, boolean kept) {
    var chosen = kept ? parts : parts.stream().map(LocalModel::withoutJacobian).toList();
    var all =
        new LocalModel(
            Tensor.cat(chosen.stream().map(LocalModel::residual).toList(), 0),
            Tensor.cat(chosen.stream().map(LocalModel::jacobian).toList(), 0),
            Tensor.cat(chosen.stream().map(LocalModel::normal).toList(), 0),
            Tensor.cat(chosen.stream().map(LocalModel::slope).toList(), 0));
    if (rows.length == slope.size(0)) {
      return all;
    }
    Tensor index = Tensor.of(rows);
    return new LocalModel(
        residual.withRows(index, all.residual),
        kept ? jacobian.withRows(index, all.jacobian) : jacobian,
        normal.withRows(index, all.normal),
        slope.withRows(index, all.slope));
  }

  /**
   * This after the samples went from {@code here} to {@code there}, with the Jacobians of those
   * that are {@code learning} (n) changed as little as explains what became of the residuals: J + u
   * vᵀ with u = r′ − r − J s and v = s / sᵀs. JᵀJ follows by what that adds to it.
   *
   * @see <a href="https://doi.org/10.1090/S0025-5718-1965-0198670-6">Broyden, 1965</a>
   */
  LocalModel learnt(Place here, Place there, Tensor learning) {
    return Scope.call(() -> {
      long n = slope.size(0);
      double m = jacobian.size(1);
      Tensor now = there.residual();
      Tensor step = there.point().sub(here.point()).reshape(n, -1, 1);
      Tensor missed = now.sub(residual).sub(jacobian.matmul(step).reshape(now.shape()));
      // Rounding over a tiny step is no slope.
      double rounding = Math.pow(ROUNDING * here.point().dtype().epsilon(), 2);
      Tensor felt = normal.diagonal().mul(there.point().flatten().square()).sum(1);
      Tensor error = missed.square().mean(1).to(Dtype.FLOAT64);
      Tensor real = felt.mul(rounding).less(error).and(learning);
      Tensor u = missed.where(real, missed.mul(0));
      Tensor v = step.div(step.square().sum(1).reshape(n, 1, 1)).where(real, step.mul(0));
      Tensor both = Tensor.cat(List.of(u.reshape(n, -1, 1), now.reshape(n, -1, 1)), 2);
      Tensor seen = jacobian.transpose(1, 2).matmul(both).to(Dtype.FLOAT64).div(m);
      Tensor wide = v.to(Dtype.FLOAT64);
      Tensor added = u.to(Dtype.FLOAT64);
      Tensor square = added.square().mean(1).reshape(n, 1, 1);
      // With w = Jᵀu / m + ½ v uᵀu / m, that is v wᵀ + w vᵀ.
      Tensor w = seen.narrow(2, 0, 1).add(wide.mul(square).mul(.5));
      Tensor cross = wide.matmul(w.transpose(1, 2));
      Tensor along = added.mul(now.to(Dtype.FLOAT64)).mean(1).reshape(n, 1, 1);
      Tensor slopes = seen.narrow(2, 1, 1).add(wide.mul(along)).reshape(n, -1);
      return new LocalModel(
          now.where(learning, residual),
          jacobian.addProduct(u.reshape(n, -1, 1), v.transpose(1, 2), 1),
          normal.add(cross).add(cross.transpose(1, 2)),
          slopes.where(learning, slope));
    });
  }
}
