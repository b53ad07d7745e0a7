package preimage.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** All starts of the samples of a batch, and how far each has come. */
final class Field {
  /** The most rows of a batch of several starts. */
  private static final int ROWS = 256;

  private final Problem problem;
  private final Starts starts;
  private final int variants;
  private final int samples;
  private final Map<Pair, Found> standing = new LinkedHashMap<>();

  /** A start of a sample. */
  record Pair(int start, int sample) {}

  /** See {@link Restarts#solve(Solver, Problem, Starts, int)}. */
  Field(Problem problem, Starts starts, int variants) {
    this.problem = problem;
    this.starts = starts;
    this.variants = variants;
    this.samples = problem.count() / variants;
  }

  int samples() {
    return samples;
  }

  boolean coupled() {
    return problem.objective().coupled();
  }

  /** The starts of all samples that {@code queues} holds, all firsts before all seconds. */
  List<Pair> pairs(int[][] queues) {
    int longest = Arrays.stream(queues).mapToInt(queue -> queue.length).max().orElse(0);
    return IntStream.range(0, longest)
        .boxed()
        .flatMap(place ->
            IntStream.range(0, samples)
                .filter(i -> place < queues[i].length)
                .mapToObj(i -> new Pair(queues[i][place], i)))
        .toList();
  }

  /**
   * Gives {@code pairs} to a solver: all of them from where they stand, or all from their start.
   *
   * @param part what its random numbers are for
   */
  void run(Solver solver, List<Pair> pairs, String part) {
    run(solver, pairs, part, this::begin);
  }

  /** The same for pairs whose samples have no start on its way: they may learn from the ended. */
  void follow(Solver solver, List<Pair> pairs, String part) {
    run(solver, pairs, part, this::beginAfter);
  }

  private void run(
      Solver solver, List<Pair> pairs, String part, Function<List<Pair>, Tensor> begin) {
    int chunk = samples * (coupled() ? 1 : Math.max(1, ROWS / samples));
    for (int from = 0; from < pairs.size(); from += chunk) {
      together(solver, pairs.subList(from, Math.min(pairs.size(), from + chunk)), part, begin);
    }
  }

  private void together(
      Solver solver, List<Pair> pairs, String part, Function<List<Pair>, Tensor> begin) {
    boolean fresh = !standing.containsKey(pairs.getFirst());
    var found =
        Scope.call(() -> {
          int[] rows =
              pairs.stream().mapToInt(p -> p.start % variants * samples + p.sample).toArray();
          var numbers =
              pairs.stream().mapToLong(p -> draws(p.start, p.sample).samples()[0]).toArray();
          var here = problem.rows(rows).numbered(numbers).purpose(part);
          if (fresh) {
            return solver.solve(here, begin.apply(pairs));
          }
          var before = Found.join(pairs.stream().map(this::found).toList());
          var after = solver.solve(here, before.point());
          return before.then(after, before.every(), problem.keep());
        });
    for (int i = 0; i < pairs.size(); i++) {
      standing.put(pairs.get(i), found.rows(new int[] {i}));
    }
  }

  private Draws draws(int start, int... rows) {
    return problem.draws().rows(rows).restart(start);
  }

  /** The points (k, …) that pairs, ordered by their starts, start from. */
  private Tensor begin(List<Pair> pairs) {
    return byStart(
        pairs,
        (start, rows) -> starts.at(start / variants, rows, draws(start, rows).purpose("start")));
  }

  /** The same, of which those may depend on ends whose samples all have one in their variant. */
  private Tensor beginAfter(List<Pair> pairs) {
    return byStart(
        pairs,
        (start, rows) -> {
          var draws = draws(start, rows).purpose("start");
          var ends = Arrays.stream(rows).mapToObj(row -> best(start, row)).toList();
          if (ends.contains(Optional.<Found>empty())) {
            return starts.at(start / variants, rows, draws);
          }
          var best = Found.join(ends.stream().flatMap(Optional::stream).toList()).point();
          return starts.after(best, start / variants, rows, draws);
        });
  }

  /** The lowest end of a sample among earlier starts in the same variant. */
  private Optional<Found> best(int start, int sample) {
    return lowest(p -> p.sample == sample && p.start % variants == start % variants)
        .map(this::found);
  }

  private Optional<Pair> lowest(Predicate<Pair> among) {
    return standing.keySet().stream().filter(among).min(Comparator.comparingDouble(this::value));
  }

  private static Tensor byStart(List<Pair> pairs, BiFunction<Integer, int[], Tensor> points) {
    var all = new ArrayList<Tensor>();
    for (int start : pairs.stream().mapToInt(Pair::start).distinct().toArray()) {
      int[] rows = pairs.stream().filter(p -> p.start == start).mapToInt(Pair::sample).toArray();
      all.add(points.apply(start, rows));
    }
    return Tensor.cat(all, 0);
  }

  /** {@code among} the starts of a sample, the lowest first. */
  int[] ranked(int sample, int[] among) {
    return Arrays.stream(among)
        .boxed()
        .sorted(Comparator.comparingDouble(start -> value(new Pair(start, sample))))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private double value(Pair pair) {
    return found(pair).value().item();
  }

  private Found found(Pair pair) {
    return Objects.requireNonNull(standing.get(pair));
  }

  /** Where the best start of each sample stands; infinite before there is one. */
  double[] lowest() {
    var lowest = new double[samples];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    standing.keySet().forEach(p -> lowest[p.sample] = Math.min(lowest[p.sample], value(p)));
    return lowest;
  }

  /** The best start of each sample that stands above {@code enough}. */
  List<Pair> best(double enough) {
    return IntStream.range(0, samples)
        .mapToObj(i -> lowest(p -> p.sample == i).orElseThrow())
        .filter(p -> value(p) > enough)
        .toList();
  }

  /** What has become of all. */
  Restarts.Ends ends() {
    int made = 1 + standing.keySet().stream().mapToInt(Pair::start).max().orElseThrow();
    var attempts = IntStream.range(0, made).mapToObj(this::attempt).toList();
    var winner = new int[samples];
    var lowest = new double[samples];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    for (int start = 0; start < made; start++) {
      for (int sample : attempts.get(start).rows()) {
        double value = value(new Pair(start, sample));
        if (value < lowest[sample]) {
          lowest[sample] = value;
          winner[sample] = start;
        }
      }
    }
    var best = IntStream.range(0, samples).mapToObj(i -> found(new Pair(winner[i], i)));
    var found = Found.join(best.toList()).costing(problem.meter().spent());
    return new Restarts.Ends(found, winner, attempts);
  }

  private Restarts.Attempt attempt(int start) {
    int[] rows =
        IntStream.range(0, samples).filter(i -> standing.containsKey(new Pair(start, i))).toArray();
    var found = Arrays.stream(rows).mapToObj(i -> found(new Pair(start, i))).toList();
    return new Restarts.Attempt(rows, Found.join(found));
  }
}
