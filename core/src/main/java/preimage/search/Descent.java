package preimage.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.tensor.Bundle;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * The loop that all searches share: propose, project, decide, learn.
 *
 * <p>Each sample keeps the feasible point it has seen that counts, see {@link Keep}. Those that are
 * finished leave the batch; of a coupled objective all go on until all are.
 *
 * @param proposal the first proposal for points (n, …)
 * @param acceptance who moves
 * @param steps the most steps, at least 1
 */
public record Descent(Function<Tensor, Proposal> proposal, Acceptance acceptance, int steps)
    implements Solver {
  public Descent {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but were " + steps);
    }
  }

  @Override
  public Found solve(Problem problem, Tensor start) {
    return Scope.call(() -> {
      var chronicle = new Chronicle(problem.count());
      Tensor first = problem.at(0).feasible(start);
      var crowd = Crowd.at(first, proposal.apply(first));
      var round = new Round(first, crowd.lowest(), Optional.of(crowd));
      while (round.crowd.isPresent()) {
        round = Scope.advance(Bundle.NONE, round, r -> untilSomeLeave(problem, r, chronicle));
      }
      return new Found(round.point, round.value, chronicle.courses());
    });
  }

  /** The best of the whole batch so far, and those still searching. */
  private record Round(Tensor point, Tensor value, Optional<Crowd> crowd) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.concat(Stream.of(point, value), crowd.stream().flatMap(Crowd::tensors));
    }
  }

  private Round untilSomeLeave(Problem whole, Round round, Chronicle chronicle) {
    var crowd = round.crowd.orElseThrow();
    var problem = whole.rows(crowd.samples());
    boolean together = problem.objective().coupled();
    boolean leaving;
    do {
      crowd = Scope.advance(Bundle.NONE, crowd, c -> step(problem, whole.count(), c, chronicle));
      var ended = crowd.outcomes().stream().map(Optional::isPresent);
      leaving = together ? ended.allMatch(e -> e) : ended.anyMatch(e -> e);
    } while (!leaving && crowd.step() < steps);
    if (crowd.step() == steps) {
      crowd = last(problem.at(steps + 1L), crowd, chronicle);
    }
    long[] costs = problem.meter().spent();
    for (int i = 0; i < costs.length; i++) {
      int sample = crowd.samples()[i];
      long step = crowd.step();
      long cost = costs[i];
      crowd.outcomes().get(i).ifPresent(o -> chronicle.end(sample, o, step, cost));
    }
    Tensor index = Tensor.of(crowd.samples());
    return new Round(
        round.point.withRows(index, crowd.best()),
        round.value.withRows(index, crowd.lowest()),
        crowd.remaining());
  }

  private Crowd step(Problem whole, int samples, Crowd crowd, Chronicle chronicle) {
    var problem = whole.at(crowd.step() + 1);
    var draws = problem.draws();
    var now = problem.objective();
    // What changed at first may have come to rest, and then what was seen a step ago still holds.
    boolean changed =
        !now.equals(whole.objective())
            && !(now.settled() && now.equals(whole.at(crowd.step()).objective()));
    var here =
        changed
            ? new Place(problem, crowd.point(), Optional.empty(), Optional.empty())
            : new Place(problem, crowd.point(), crowd.value(), crowd.gradient());

    var move = crowd.proposal().propose(here, draws.purpose("proposal"));
    double[] values = here.value().toDoubles();
    var seen = crowd;
    if (changed || crowd.value().isEmpty()) {
      seen = crowd.seeing(here.point(), here.value(), problem.keep());
      note(chronicle, problem, crowd.samples(), crowd.step(), here.point(), values);
    }

    Tensor to = problem.feasible(move.to());
    var there = new Place(problem, to, Optional.empty(), Optional.empty());
    Tensor moved = acceptance.accept(here, there, draws.purpose("acceptance"));
    var lesson = move.proposal().learn(here, there, moved);

    // Where everyone moves there is nothing to choose.
    boolean all = acceptance.equals(Acceptance.ALWAYS);
    Tensor point = all ? there.point() : there.point().where(moved, here.point());
    var value = there.knownValue().map(v -> v.where(moved, here.value()));
    if (value.isPresent()) {
      seen = seen.seeing(point, value.get(), problem.keep());
      double[] after = value.get().toDoubles();
      note(chronicle, problem, crowd.samples(), crowd.step() + 1, point, after);
    }
    var gradient =
        there
            .knownGradient()
            .flatMap(g -> here.knownGradient().map(before -> g.where(moved, before)));
    var standing = new Watch.Standing(crowd.step() + 1, steps, values.length, samples);
    problem.watch().see(standing);
    var learnt = problem.objective().settled() ? lesson.outcomes() : List.<Optional<Outcome>>of();
    return seen.moved(point, value, gradient, lesson.proposal(), outcomes(values, learnt));
  }

  private static void note(
      Chronicle chronicle,
      Problem problem,
      int[] samples,
      long step,
      Tensor point,
      double[] values) {
    chronicle.see(samples, step, values, problem.meter().spent(), problem.error(point));
  }

  private static List<Optional<Outcome>> outcomes(double[] values, List<Optional<Outcome>> learnt) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> {
          Optional<Outcome> outcome = learnt.isEmpty() ? Optional.empty() : learnt.get(i);
          return Double.isFinite(values[i]) ? outcome : Optional.of(Outcome.DIVERGED);
        })
        .toList();
  }

  /** Looks at where the last step has led; those without an outcome have spent their steps. */
  private static Crowd last(Problem problem, Crowd crowd, Chronicle chronicle) {
    Tensor value = crowd.value().orElseGet(() -> problem.value(crowd.point()));
    double[] values = value.toDoubles();
    if (crowd.value().isEmpty()) {
      note(chronicle, problem, crowd.samples(), crowd.step(), crowd.point(), values);
    }
    var outcomes =
        IntStream.range(0, values.length)
            .mapToObj(i -> crowd.outcomes().get(i).orElse(Outcome.STEPS_SPENT))
            .toList();
    return crowd
        .seeing(crowd.point(), value, problem.keep())
        .ending(outcomes(values, outcomes.stream().map(Optional::of).toList()));
  }
}
