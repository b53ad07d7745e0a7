package preimage.search;

import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * The heavy ball: v ← momentum · v + ∇f, x ← x − rate · v.
 *
 * <p>Rates hold for the mean of squares over pixels in [−1, 1]; on pixels in [0, 1], as in
 * Defense-GAN's code, four times the rate takes the same way.
 *
 * @param rate positive; Defense-GAN's 10 on pixels in [0, 1] is 2.5 here
 * @param momentum what remains of the velocity, in [0, 1)
 * @param steps at least 1
 * @param schedule what becomes of the rate
 * @see <a href="https://doi.org/10.1016/0041-5553(64)90137-5">Polyak, 1964</a>
 * @see <a href="https://arxiv.org/abs/1805.06605">Samangouei et al., 2018</a>; its code for the
 *     settings
 */
public record Momentum(double rate, double momentum, int steps, Schedule schedule)
    implements Solver {
  public Momentum {
    if (!(rate > 0)) {
      throw new Misuse("rate must be positive but was " + rate);
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new Misuse("momentum must lie in [0, 1) but was " + momentum);
    }
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  public Momentum() {
    this(2.5, .7, 200, new Schedule.StepDown());
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return new Descent(x -> new Ball(this, x.mul(0), 0), Acceptance.ALWAYS, steps)
        .solve(problem, start);
  }

  private record Ball(Momentum how, Tensor velocity, long step) implements Proposal {
    @Override
    public Move propose(Place here, Draws draws) {
      double rate = how.rate * how.schedule.at(step, how.steps);
      Tensor next = velocity.mul(how.momentum).add(here.gradient());
      return new Move(here.point().sub(next.mul(rate)), new Ball(how, next, step + 1));
    }

    @Override
    public Proposal rows(Tensor index) {
      return new Ball(how, velocity.rows(index), step);
    }

    @Override
    public Stream<Tensor> tensors() {
      return velocity.tensors();
    }
  }
}
