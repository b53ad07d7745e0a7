package preimage.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import preimage.metric.Clusters;
import preimage.metric.FeatureMetric;
import preimage.metric.Features;
import preimage.metric.Frechet;
import preimage.metric.KernelDistance;
import preimage.metric.PrecisionRecall;
import preimage.run.SampleSource;
import preimage.tensor.Rng;

/**
 * One task of {@code peers/metrics.py}, by us and by the rival in turns.
 *
 * @param task as the script names it
 */
record Measured(String task, Alternation turns, Path folder) {
  private static final Path PEERS = Path.of("bench", "peers");
  private static final String OURS = "Preimage";
  private static final String THEIRS = "theirs";

  /**
   * Values of both by name, and how long both took.
   *
   * @param first seconds of our first call, when Java has compiled nothing
   */
  record Result(
      String task,
      double first,
      SequencedMap<String, Double> ours,
      JsonNode theirs,
      Alternation.Turns time,
      Alternation.Turns rival) {
    /** Our value over theirs. */
    double ratio(String name) {
      return ours.getOrDefault(name, Double.NaN) / theirs.required(name).asDouble();
    }

    /** The largest |ours − theirs| / |theirs|. */
    double difference() {
      return ours.entrySet().stream()
          .mapToDouble(e -> {
            double other = theirs.required(e.getKey()).asDouble();
            return e.getValue() == other ? 0 : Math.abs(e.getValue() - other) / Math.abs(other);
          })
          .max()
          .orElse(0);
    }
  }

  Result run() {
    try (var rival = Peer.start(THEIRS, PEERS, "metrics.py", task, folder.toString())) {
      var values = new LinkedHashMap<String, Double>();
      var work = work(values);
      double first = Contestant.here(OURS, work).seconds(1);
      var times = turns.run(List.of(Contestant.here(OURS, work), rival));
      return new Result(
          task,
          first,
          values,
          rival.last().required("values"),
          times.firstEntry().getValue(),
          times.lastEntry().getValue());
    }
  }

  private Runnable work(SequencedMap<String, Double> values) {
    if (task.equals("kmeans")) {
      var rows = features("real");
      var start = features("start");
      var centres = new double[start.count()][];
      for (int i = 0; i < centres.length; i++) {
        centres[i] = start.rows(i, i + 1);
      }
      return () -> {
        var found = Clusters.from(rows, centres, 300);
        values.put("inertia", found.inertia());
        values.put("iterations", (double) found.iterations());
      };
    }
    var real = features("real");
    var fake = features("fake");
    return () -> {
      for (var metric : metrics()) {
        metric.measure(real, fake, Rng.of(0)).forEach(v -> values.put(v.name(), v.value()));
      }
    };
  }

  private List<FeatureMetric> metrics() {
    var all = new ArrayList<FeatureMetric>();
    if (!task.startsWith("prdc") && !task.equals("kid")) {
      all.add(new Frechet());
    }
    if (!task.startsWith("prdc") && !task.equals("fid")) {
      all.add(new KernelDistance());
    }
    if (!task.equals("fid") && !task.equals("kid")) {
      all.add(new PrecisionRecall());
    }
    return all;
  }

  private Features features(String which) {
    var file = folder.resolve(task + "-" + which + ".npy");
    return new SampleSource(file.toString()).features(Optional.empty()).features();
  }
}
