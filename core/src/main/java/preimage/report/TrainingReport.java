package preimage.report;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import preimage.data.Picture;
import preimage.latent.Sampling;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.run.GanFolder;

/** The report of a finished training. */
public final class TrainingReport {
  private static final int SAMPLES = 64;

  private TrainingReport() {}

  /** What the folder of a finished training has to say. */
  public static Report of(GanFolder folder) {
    var words = folder.words();
    var journal = folder.journal().read();
    try (var generator = Models.generator(folder.generator().toString())) {
      var pictures = pictures(folder, generator, words);
      var losses =
          new Chart(
              "Losses",
              "Of every twentieth step, as the batch of that step had them.",
              Axis.linear("step"),
              Axis.linear("loss"),
              List.of(series("critic", journal), series("generator", journal)));
      return new Report(
          "A GAN on " + words.get("data"),
          "%s steps of %s.".formatted(words.get("steps"), words.get("training")),
          List.of(pictures, losses),
          Words.flat(words));
    }
  }

  private static Pictures pictures(
      GanFolder folder, Generator generator, Map<String, Object> words) {
    if (generator.condition() instanceof Condition.Image) {
      long steps = words.get("steps") instanceof Number n ? n.longValue() : 0;
      var last = Picture.read(folder.samples(steps));
      return new Pictures(
          "Samples", "Of the first images of the data; the averaged generator.", last);
    }
    var z = Sampling.latents(generator, SAMPLES, 0);
    return new Pictures(
        "Samples",
        SAMPLES + " latents of the prior, drawn with seed 0; the averaged generator.",
        Sampling.images(generator, z, Sampling.turns(generator, SAMPLES)));
  }

  private static Series series(String name, List<Map<String, Object>> journal) {
    return new Series.Line(
        name, values(journal, line -> number(line, "step")), values(journal, l -> number(l, name)));
  }

  private static double[] values(
      List<Map<String, Object>> journal, ToDoubleFunction<Map<String, Object>> f) {
    return journal.stream().mapToDouble(f).toArray();
  }

  private static double number(Map<String, Object> line, String key) {
    return line.get(key) instanceof Number n ? n.doubleValue() : Double.NaN;
  }
}
