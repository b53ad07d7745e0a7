package preimage.search;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Writes down how the searches of a batch go, in memory that does not grow with their length. */
final class Chronicle {
  private final Line[] lines;
  private final SortedMap<Integer, Course> courses = new TreeMap<>();
  private boolean known;

  Chronicle(int samples) {
    lines = IntStream.range(0, samples).mapToObj(i -> new Line()).toArray(Line[]::new);
  }

  /** Notes the objective of {@code samples} after {@code step} steps, and the error if known. */
  void see(int[] samples, long step, double[] values, long[] costs, double[] errors) {
    known = errors.length > 0;
    for (int i = 0; i < samples.length; i++) {
      lines[samples[i]].add(new Moment(step, costs[i], values[i], known ? errors[i] : 0));
    }
  }

  void end(int sample, Outcome outcome, long steps, long cost) {
    courses.put(sample, new Course(outcome, steps, cost, lines[sample].trace(known)));
  }

  List<Course> courses() {
    return List.copyOf(courses.values());
  }

  /** What is written down of a sample after a step. */
  private record Moment(long step, long cost, double value, double error) {}

  /** Every stride-th moment and the latest; when there is no more room, every second goes. */
  private static final class Line {
    private List<Moment> moments = new ArrayList<>();
    private long seen;
    private long stride = 1;
    private boolean latestIsExtra;

    void add(Moment moment) {
      if (latestIsExtra) {
        moments.removeLast();
      }
      moments.add(moment);
      latestIsExtra = seen++ % stride != 0;
      if (!latestIsExtra && moments.size() == Trace.LIMIT - 1) {
        halve();
      }
    }

    /** An odd count stays with its last, which is the latest. */
    private void halve() {
      var all = moments;
      moments =
          IntStream.range(0, all.size())
              .filter(i -> i % 2 == 0)
              .mapToObj(all::get)
              .collect(toCollection(ArrayList::new));
      stride *= 2;
    }

    Trace trace(boolean known) {
      return new Trace(
          moments.stream().mapToLong(Moment::step).toArray(),
          moments.stream().mapToLong(Moment::cost).toArray(),
          moments.stream().mapToDouble(Moment::value).toArray(),
          moments.stream().filter(m -> known).mapToDouble(Moment::error).toArray());
    }
  }
}
