package preimage.search;

import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * A step of fixed length in the direction that goes down fastest: x ← x − ε sgn(∇f) under ℓ∞, which
 * is I-FGSM, and x ← x − ε ∇f/‖∇f‖₂ under ℓ2.
 *
 * @param norm what the length is measured by
 * @param step ε, positive
 * @param steps at least 1
 * @see <a href="https://arxiv.org/abs/1607.02533">Kurakin et al., 2017</a>, section 2.2
 */
public record SteepestDescent(Norm norm, double step, int steps) implements Solver {
  public SteepestDescent {
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new Misuse("step must be positive and finite but was " + step);
    }
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  /** AdvLatGAN's Table 3. */
  public SteepestDescent() {
    this(Norm.LINF, .01, 100);
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return new Descent(x -> new Stride(this), Acceptance.ALWAYS, steps).solve(problem, start);
  }

  private record Stride(SteepestDescent how) implements Proposal {
    @Override
    public Move propose(Place here, Draws draws) {
      Tensor uphill = how.norm.steepest(here.gradient());
      return new Move(here.point().sub(uphill.mul(how.step)), this);
    }

    @Override
    public Proposal rows(Tensor index) {
      return this;
    }

    @Override
    public Lesson learn(Place here, Place there, Tensor moved) {
      return Lesson.stationary(this, here, there);
    }

    @Override
    public Stream<Tensor> tensors() {
      return Stream.empty();
    }
  }
}
