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
  private static final long BYTES = 256 << 20;

  /** Memory for Jacobians that are kept. */
  private static final long KEPT = 512 << 20;

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
        long values = slope.count() * parts.getFirst().residual.size(1);
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
    var model = of(problem, point, slopes.value(), slopes.jacobian());
    return keep ? model : model.withoutJacobian();
  }

  private LocalModel withoutJacobian() {
    return new LocalModel(residual, jacobian.narrow(1, 0, 0), normal, slope);
  }

  private static LocalModel of(Problem problem, Tensor point, Tensor residual, Tensor jacobian) {
    Tensor j = jacobian.to(Dtype.FLOAT64);
    Tensor transposed = j.transpose(1, 2);
    Tensor r = residual.to(Dtype.FLOAT64).reshape(j.size(0), j.size(1), 1);
    double m = j.size(1);
    Tensor slope = transposed.matmul(r).div(m).reshape(point.shape());
    return new LocalModel(
        residual,
        jacobian,
        along(problem, point, transposed.matmul(j).div(m)),
        problem.along(point, slope).flatten());
  }

  /** P N P + ν νᵀ · mean(diag N) with P = I − ν νᵀ: no step leads along the normal ν. */
  private static Tensor along(Problem problem, Tensor point, Tensor normal) {
    return problem
        .projection()
        .normal(point)
        .map(unit -> {
          Tensor v = unit.flatten().to(Dtype.FLOAT64).reshape(point.size(0), -1, 1);
          Tensor across = v.matmul(v.transpose(1, 2));
          Tensor left = normal.sub(across.matmul(normal));
          Tensor both = left.sub(left.matmul(across));
          Tensor size = normal.diagonal().mean(1).reshape(-1, 1, 1);
          return both.add(across.mul(size));
        })
        .orElse(normal);
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
   * This after the samples at {@code rows} went from {@code here} to {@code there}, with Jacobians
   * changed as little as explains what became of the residuals: J + (r′ − r − J s) sᵀ / sᵀs.
   *
   * @see <a href="https://doi.org/10.1090/S0025-5718-1965-0198670-6">Broyden, 1965</a>
   */
  LocalModel learnt(Place here, Place there, int[] rows) {
    return Scope.call(() -> {
      var parts = new ArrayList<LocalModel>();
      int size = fitting(this);
      for (int done = 0; done < rows.length; done += size) {
        int[] block = Arrays.copyOfRange(rows, done, Math.min(rows.length, done + size));
        parts.add(Scope.call(() -> changed(here, there, block)));
      }
      return with(rows, parts, true);
    });
  }

  private LocalModel changed(Place here, Place there, int[] rows) {
    Tensor index = Tensor.of(rows);
    long k = rows.length;
    Tensor point = there.point().rows(index);
    Tensor now = there.residual().rows(index);
    Tensor step = point.sub(here.point().rows(index)).reshape(k, -1, 1);
    Tensor before = jacobian.rows(index);
    Tensor missed = now.sub(residual.rows(index)).reshape(k, -1, 1).sub(before.matmul(step));
    Tensor unit = step.div(step.square().sum(1).reshape(k, 1, 1));
    // Rounding over a tiny step is no slope.
    double rounding = Math.pow(ROUNDING * point.dtype().epsilon(), 2);
    Tensor felt = normal.rows(index).diagonal().mul(point.flatten().square()).sum(1);
    Tensor error = missed.square().mean(1).reshape(k).to(Dtype.FLOAT64);
    Tensor real = felt.mul(rounding).less(error).reshape(k, 1, 1);
    Tensor better = before.add(missed.matmul(unit.transpose(1, 2))).where(real, before);
    return of(there.problem().rows(rows), point, now, better);
  }
}
