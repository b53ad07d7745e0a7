package preimage.search;

import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * Langevin dynamics, x ← x − ½ η ∇f + s n with n ~ N(0, I): with s = √η a walk whose places follow
 * exp(−f) in the end, up to the size of the step, if the last place is what counts.
 *
 * @param rate η, positive
 * @param noise s, not negative
 * @param steps at least 1
 * @see <a href="https://arxiv.org/abs/2003.06060">Che et al., 2020</a> (DDLS); settings of its code
 */
public record Langevin(double rate, double noise, int steps) implements Solver {
  public Langevin {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new Misuse("rate must be positive and finite but was " + rate);
    }
    if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new Misuse("noise must be finite and not negative but was " + noise);
    }
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  public Langevin() {
    this(.01, .1, 1000);
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return new Descent(x -> new Walk(this), Acceptance.ALWAYS, steps).solve(problem, start);
  }

  private record Walk(Langevin how) implements Proposal {
    @Override
    public Move propose(Place here, Draws draws) {
      Tensor point = here.point();
      Tensor noise = draws.normal(point.sample()).to(point.dtype()).mul(how.noise);
      return new Move(point.sub(here.gradient().mul(how.rate / 2)).add(noise), this);
    }

    @Override
    public Proposal rows(Tensor index) {
      return this;
    }

    @Override
    public Stream<Tensor> tensors() {
      return Stream.empty();
    }
  }
}
