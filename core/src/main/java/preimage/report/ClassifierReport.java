package preimage.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import preimage.run.ClassifierFolder;

/** The report of a classifier's finished training. */
public final class ClassifierReport {
  private ClassifierReport() {}

  /** What the folder of a finished training has to say. */
  public static Report of(ClassifierFolder folder) {
    var words = folder.words();
    var journal = folder.journal().read();
    var sections = new ArrayList<Section>();
    var accuracy = series("accuracy", journal);
    if (accuracy.x().length > 0) {
      sections.add(
          new Chart(
              "Accuracy",
              String.format(
                  Locale.ROOT,
                  "The share of the images of %s whose class is the likeliest, after each epoch; %.2f %% at the end.",
                  words.get("test"),
                  100 * accuracy.y()[accuracy.y().length - 1]),
              Axis.linear("step"),
              Axis.linear("accuracy"),
              List.of(accuracy)));
    }
    sections.add(
        new Chart(
            "Loss",
            "The cross-entropy of every twentieth step, as the batch of that step had it.",
            Axis.linear("step"),
            Axis.linear("loss (nats)"),
            List.of(series("loss", journal))));
    return new Report(
        "A classifier of " + words.get("data"),
        "%s steps of %s.".formatted(words.get("steps"), words.get("training")),
        sections,
        Words.flat(words));
  }

  private static Series.Line series(String name, List<Map<String, Object>> journal) {
    var lines = journal.stream().filter(line -> line.containsKey(name)).toList();
    return new Series.Line(name, numbers("step", lines), numbers(name, lines));
  }

  private static double[] numbers(String name, List<Map<String, Object>> lines) {
    return lines.stream()
        .mapToDouble(line -> line.get(name) instanceof Number n ? n.doubleValue() : Double.NaN)
        .toArray();
  }
}
