package preimage.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import preimage.spec.Misuse;
import preimage.tensor.Rng;

/**
 * Contestants in turns, so that whatever else the machine does falls upon all of them.
 *
 * @param warm steps each before the clock runs
 * @param rounds how often each has its turn
 * @param steps how many steps a turn has
 */
record Alternation(int warm, int rounds, int steps) {
  private static final Rng ORDER = Rng.of(0).purpose("turns");

  Alternation {
    if (warm < 0 || rounds < 1 || steps < 1) {
      throw new Misuse("rounds and steps must be at least 1, and warm at least 0");
    }
  }

  /** The turns of each contestant by name. */
  SequencedMap<String, Turns> run(List<? extends Contestant> contestants) {
    var times = new LinkedHashMap<String, List<Double>>();
    contestants.forEach(c -> {
      c.warm(warm);
      times.put(c.name(), new ArrayList<>());
    });
    for (int round = 0; round < rounds; round++) {
      // In another order each: none always follows the same one, whose threads may still be awake.
      for (int i : ORDER.step(round).permutation(contestants.size())) {
        var c = contestants.get(i);
        times.computeIfAbsent(c.name(), _ -> new ArrayList<>()).add(c.seconds(steps) / steps);
      }
    }
    var turns = new LinkedHashMap<String, Turns>();
    times.forEach((name, seconds) -> turns.put(name, new Turns(seconds)));
    return turns;
  }

  /** Seconds a step, one for each turn. */
  record Turns(List<Double> seconds) {
    Turns {
      seconds = List.copyOf(seconds);
    }

    double median() {
      var sorted = seconds.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double fastest() {
      return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double slowest() {
      return seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
  }
}
