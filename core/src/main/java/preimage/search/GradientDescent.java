package preimage.search;

import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * x ← x − rate · ∇f. The published rate holds for the mean of squares over pixels in [−1, 1].
 *
 * @param rate positive
 * @param steps at least 1
 * @param schedule what becomes of the rate
 * @see <a href="https://arxiv.org/abs/1702.04782">Lipton and Tripathi, 2017</a>, section 2; its
 *     code for rate and schedule
 */
public record GradientDescent(double rate, int steps, Schedule schedule) implements Solver {
  public GradientDescent {
    if (!(rate > 0)) {
      throw new Misuse("rate must be positive but was " + rate);
    }
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  public GradientDescent() {
    this(1, 100_000, new Schedule.Halving());
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return new Descent(x -> new Downhill(this, 0), Acceptance.ALWAYS, steps).solve(problem, start);
  }

  private record Downhill(GradientDescent how, long step) implements Proposal {
    @Override
    public Move propose(Place here, Draws draws) {
      double rate = how.rate * how.schedule.at(step, how.steps);
      Tensor to = here.point().sub(here.gradient().mul(rate));
      return new Move(to, new Downhill(how, step + 1));
    }

    @Override
    public Proposal rows(Tensor index) {
      return this;
    }

    /** A point that its own gradient does not move is stationary to the working precision. */
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
