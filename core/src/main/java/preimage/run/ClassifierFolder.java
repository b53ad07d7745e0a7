package preimage.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of one training of a classifier. */
public record ClassifierFolder(Path folder) {
  /** Those that every training has. */
  TrainingFolder files() {
    return new TrainingFolder(folder);
  }

  public Path checkpoint() {
    return files().checkpoint().file();
  }

  public Path classifier() {
    return folder.resolve("classifier.safetensors");
  }

  public Path report() {
    return files().report();
  }

  public Journal journal() {
    return files().journal();
  }

  /** What {@code run.json} holds. */
  public Map<String, Object> words() {
    return files().words();
  }

  /** The share of right answers that the journal noted last, if there was a test. */
  public Optional<Double> accuracy() {
    return journal().read().reversed().stream()
        .flatMap(line ->
            line.get(ClassifierLesson.ACCURACY) instanceof Number n
                ? Stream.of(n.doubleValue())
                : Stream.empty())
        .findFirst();
  }

  /** Whether a training came to its end here. */
  boolean published() {
    return Files.exists(classifier());
  }
}
