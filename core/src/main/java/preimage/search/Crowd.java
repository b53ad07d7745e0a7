package preimage.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Tensor;

/**
 * The samples that are still searching.
 *
 * @param samples their positions in the whole batch
 * @param step the steps they have taken
 * @param point where they are
 * @param value the objective there, if known
 * @param gradient its gradient there, if known
 * @param proposal how they go on
 * @param best those of the points they have seen that count
 * @param lowest the objective there
 * @param outcomes of those who shall leave
 */
record Crowd(
    int[] samples,
    long step,
    Tensor point,
    Optional<Tensor> value,
    Optional<Tensor> gradient,
    Proposal proposal,
    Tensor best,
    Tensor lowest,
    List<Optional<Outcome>> outcomes)
    implements Bundle {

  static Crowd at(Tensor point, Proposal proposal) {
    int n = Math.toIntExact(point.size(0));
    Tensor unknown = Tensor.full(Double.POSITIVE_INFINITY, n).to(point.dtype());
    return new Crowd(
        IntStream.range(0, n).toArray(),
        0,
        point,
        Optional.empty(),
        Optional.empty(),
        proposal,
        point,
        unknown,
        List.of());
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(
            Stream.of(point, best, lowest), value.stream(), gradient.stream(), proposal.tensors())
        .flatMap(tensors -> tensors);
  }

  /** Keeps {@code there} where it counts more than what was kept before. */
  Crowd seeing(Tensor there, Tensor value, Keep keep) {
    Tensor better = keep.takes(value, lowest);
    return new Crowd(
        samples,
        step,
        point,
        this.value,
        gradient,
        proposal,
        there.where(better, best),
        value.where(better, lowest),
        outcomes);
  }

  Crowd moved(
      Tensor to,
      Optional<Tensor> value,
      Optional<Tensor> gradient,
      Proposal next,
      List<Optional<Outcome>> outcomes) {
    return new Crowd(samples, step + 1, to, value, gradient, next, best, lowest, outcomes);
  }

  Crowd ending(List<Optional<Outcome>> outcomes) {
    return new Crowd(samples, step, point, value, gradient, proposal, best, lowest, outcomes);
  }

  /** Those without an outcome, if there are any. */
  Optional<Crowd> remaining() {
    int[] stay =
        IntStream.range(0, samples.length).filter(i -> outcomes.get(i).isEmpty()).toArray();
    if (stay.length == 0) {
      return Optional.empty();
    }
    Tensor index = Tensor.of(stay);
    var crowd =
        new Crowd(
            Arrays.stream(stay).map(i -> samples[i]).toArray(),
            step,
            point.rows(index),
            value.map(v -> v.rows(index)),
            gradient.map(g -> g.rows(index)),
            proposal.rows(index),
            best.rows(index),
            lowest.rows(index),
            List.of());
    return Optional.of(crowd);
  }
}
