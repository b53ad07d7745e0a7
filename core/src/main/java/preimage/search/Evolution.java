package preimage.search;

import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * (1+1) evolution: each component is drawn anew with probability r, and the child takes its
 * parent's place where it is better. Each child of each sample has an r of its own, uniform on
 * [least, 1]; with least = 1 this is random search.
 *
 * @param least the lowest mutation rate, in [0, 1]
 * @param steps children a sample, at least 1
 * @see <a href="https://arxiv.org/abs/2009.13311">Roziere et al., 2020</a> (EvolGAN); what its a
 *     stands for is recalled, not quoted
 */
public record Evolution(double least, int steps) implements Solver {
  public Evolution {
    if (!(least >= 0 && least <= 1)) {
      throw new Misuse("least must lie in [0, 1] but was " + least);
    }
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  public Evolution() {
    this(0, 80);
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return new Descent(x -> new Mutation(least), Acceptance.IF_BETTER, steps).solve(problem, start);
  }

  private record Mutation(double least) implements Proposal {
    @Override
    public Move propose(Place here, Draws draws) {
      Tensor point = here.point();
      var shape = point.sample();
      // No number in [0, 1) lies at or above 1.
      Tensor rate =
          least < 1
              ? draws.purpose("rate").uniform(Shape.of(1), least, 1)
              : Tensor.ones(point.size(0), 1);
      Tensor dice = draws.purpose("dice").uniform(shape, 0, 1);
      Tensor drawn = dice.less(rate.perSampleOf(dice));
      Tensor fresh = here.problem().fresh().at(shape, draws.purpose("fresh"));
      return new Move(fresh.to(point.dtype()).where(drawn, point), this);
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
