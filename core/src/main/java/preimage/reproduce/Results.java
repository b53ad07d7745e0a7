package preimage.reproduce;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import preimage.metric.Score;
import preimage.metric.ScoreColumn;

/**
 * What there is of a grid of cells so far.
 *
 * @param byName the cells that are filled
 */
public record Results(Map<String, Result> byName) {
  public Results {
    byName = Map.copyOf(byName);
  }

  /**
   * Refuses numbers of one metric that were computed in different ways, such as by two judges.
   *
   * @throws preimage.spec.Misuse if there are such
   */
  void requireComparable() {
    var columns = new TreeMap<String, SequencedMap<String, Score>>();
    new TreeMap<>(byName)
        .forEach((cell, result) ->
            result
                .scores()
                .forEach(score ->
                    columns
                        .computeIfAbsent(score.metric(), _ -> new LinkedHashMap<>())
                        .put(cell, score)));
    for (var rows : columns.values()) {
      var _ = new ScoreColumn(rows);
    }
  }

  /** The cell of that name, if it is filled. */
  public Optional<Result> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The cell of that name, if it is filled and its training neither diverged nor collapsed. */
  public Optional<Result> sound(String name) {
    return of(name)
        .filter(cell -> !cell.facts().containsKey(Trained.DIVERGED))
        .filter(cell -> !cell.facts().containsKey(Evaluation.COLLAPSED));
  }

  /** The names of the cells that are filled, but have no numbers. */
  public List<String> lost() {
    return byName.keySet().stream().filter(name -> sound(name).isEmpty()).sorted().toList();
  }

  /** A number of the cell of that name, if it is filled and has one. */
  public Optional<Double> number(String name, String fact) {
    return of(name).filter(cell -> cell.facts().containsKey(fact)).map(cell -> cell.number(fact));
  }

  /** Those of the cells that are filled, in the order given. */
  public List<Result> all(Collection<String> names) {
    return names.stream().map(this::of).flatMap(Optional::stream).toList();
  }
}
