package preimage.search;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Writes down how the searches of a batch go, in memory that does not grow with their length. */
final class Chronicle {
  private final Line[] lines;
  private final SortedMap<Integer, Course> courses = new TreeMap<>();

  Chronicle(int samples) {
    lines = IntStream.range(0, samples).mapToObj(i -> new Line()).toArray(Line[]::new);
  }

  /** Notes the objective of {@code samples} after {@code step} steps. */
  void see(int[] samples, long step, double[] values, long[] costs) {
    for (int i = 0; i < samples.length; i++) {
      lines[samples[i]].add(step, costs[i], values[i]);
    }
  }

  void end(int sample, Outcome outcome, long steps, long cost) {
    courses.put(sample, new Course(outcome, steps, cost, lines[sample].trace()));
  }

  List<Course> courses() {
    return List.copyOf(courses.values());
  }

  /** Every stride-th value and the latest; when there is no more room, every second goes. */
  private static final class Line {
    private final long[] steps = new long[Trace.LIMIT];
    private final long[] costs = new long[Trace.LIMIT];
    private final double[] values = new double[Trace.LIMIT];
    private int count;
    private long seen;
    private long stride = 1;
    private boolean latestIsExtra;

    void add(long step, long cost, double value) {
      if (latestIsExtra) {
        count--;
      }
      steps[count] = step;
      costs[count] = cost;
      values[count] = value;
      count++;
      latestIsExtra = seen++ % stride != 0;
      if (!latestIsExtra && count == Trace.LIMIT - 1) {
        halve();
      }
    }

    /** An odd count stays with its last, which is the latest. */
    private void halve() {
      for (int i = 0; i < count; i += 2) {
        steps[i / 2] = steps[i];
        costs[i / 2] = costs[i];
        values[i / 2] = values[i];
      }
      count = (count + 1) / 2;
      stride *= 2;
    }

    Trace trace() {
      return new Trace(
          Arrays.copyOf(steps, count), Arrays.copyOf(costs, count), Arrays.copyOf(values, count));
    }
  }
}
