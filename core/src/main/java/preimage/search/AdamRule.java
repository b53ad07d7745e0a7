package preimage.search;

import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Bundle;
import preimage.tensor.Tensor;

/**
 * Adam's step, for latents and weights alike: a function of the gradient and two moments.
 *
 * @param beta1 decay of the mean gradient, in [0, 1)
 * @param beta2 decay of the mean squared gradient, in [0, 1)
 * @param epsilon keeps the step finite, positive
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, 2015</a>, algorithm 1
 */
public record AdamRule(double beta1, double beta2, double epsilon) {
  public AdamRule {
    if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)) {
      throw new Misuse("beta1 and beta2 must lie in [0, 1) but were " + beta1 + " and " + beta2);
    }
    if (!(epsilon > 0)) {
      throw new Misuse("epsilon must be positive but was " + epsilon);
    }
  }

  public AdamRule() {
    this(.9, .999, 1e-8);
  }

  /**
   * What Adam remembers of the gradients of one tensor.
   *
   * @param mean of the gradient
   * @param square of the squared gradient
   * @param steps how many there were
   */
  public record Moments(Tensor mean, Tensor square, long steps) implements Bundle {
    /** Before the first step. */
    public static Moments none(Tensor like) {
      Tensor zero = like.detach().mul(0);
      return new Moments(zero, zero, 0);
    }

    /** Those of the samples at {@code index}. */
    public Moments rows(Tensor index) {
      return new Moments(mean.rows(index), square.rows(index), steps);
    }

    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(mean, square);
    }
  }

  /** Where a step leads, and what is remembered of it. */
  public record Moved(Tensor point, Moments moments) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.concat(point.tensors(), moments.tensors());
    }
  }

  /** One step against {@code gradient}, six passes over the values. */
  public Moved step(Tensor point, Tensor gradient, Moments before, double rate) {
    var now = debiased(before.steps, rate);
    Tensor mean = before.mean.lerp(gradient, 1 - beta1);
    Tensor square = before.square.mul(beta2).addProduct(gradient, gradient, 1 - beta2);
    Tensor deviation = square.sqrt().add(now.epsilon);
    var moments = new Moments(mean, square, before.steps + 1);
    return new Moved(point.addQuotient(mean, deviation, -now.size), moments);
  }

  /**
   * What a step subtracts is size · mean / (√square + epsilon): both corrections of the moments'
   * bias are taken out of the tensors into these two numbers.
   */
  public record Debiased(double size, double epsilon) {}

  /** That of the step after {@code before} others. */
  public Debiased debiased(long before, double rate) {
    double t = before + 1;
    double correction = Math.sqrt(1 - Math.pow(beta2, t));
    return new Debiased(rate * correction / (1 - Math.pow(beta1, t)), epsilon * correction);
  }
}
