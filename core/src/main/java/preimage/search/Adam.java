package preimage.search;

import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * Adam. The published rate holds for the mean of squares over pixels in [−1, 1].
 *
 * @param rate positive; nearly the most that a component moves in a step
 * @param beta1 decay of the mean gradient, in [0, 1)
 * @param beta2 decay of the mean squared gradient, in [0, 1)
 * @param steps at least 1
 * @param schedule what becomes of the rate
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, 2015</a>; rate and steps: Cho's
 *     latent restriction loss
 */
public record Adam(double rate, double beta1, double beta2, int steps, Schedule schedule)
    implements Solver {
  public Adam {
    if (!(rate > 0)) {
      throw new Misuse("rate must be positive but was " + rate);
    }
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
    rule(beta1, beta2);
  }

  public Adam() {
    this(1e-3, .9, .999, 200, new Schedule.Constant());
  }

  /** With the published decays. */
  public Adam(double rate, int steps, Schedule schedule) {
    this(rate, .9, .999, steps, schedule);
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return new Descent(x -> new Adaptive(this, AdamRule.Moments.none(x)), Acceptance.ALWAYS, steps)
        .solve(problem, start);
  }

  private static AdamRule rule(double beta1, double beta2) {
    return new AdamRule(beta1, beta2, 1e-8);
  }

  private record Adaptive(Adam how, AdamRule.Moments moments) implements Proposal {
    @Override
    public Move propose(Place here, Draws draws) {
      double rate = how.rate * how.schedule.at(moments.steps(), how.steps);
      var moved = rule(how.beta1, how.beta2).step(here.point(), here.gradient(), moments, rate);
      return new Move(moved.point(), new Adaptive(how, moved.moments()));
    }

    @Override
    public Proposal rows(Tensor index) {
      return new Adaptive(how, moments.rows(index));
    }

    @Override
    public Stream<Tensor> tensors() {
      return moments.tensors();
    }
  }
}
