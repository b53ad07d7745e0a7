package preimage.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import preimage.io.Source;
import preimage.work.Atomically;
import preimage.work.Failure;

/** A file of words by topic, with what they were made with: recipes, provenance, results. */
public record RunFile(Path file) {
  private static final JsonMapper JSON = new JsonMapper();

  /** {@code run.json}: recipe and provenance of the run in {@code folder}. */
  public static RunFile in(Path folder) {
    return new RunFile(folder.resolve("run.json"));
  }

  /** Writes {@code words}, and what they are computed with unless they say it. */
  public void write(Map<String, Object> words) {
    var all = new LinkedHashMap<>(words);
    all.putIfAbsent("made-with", Provenance.here());
    try {
      var text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
      Atomically.write(file, text + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of words can always be written", e);
    }
  }

  /**
   * What was written.
   *
   * @throws Failure if it cannot be read, or holds anything but a JSON object
   */
  public Map<String, Object> words() {
    try (var source = Source.open(file)) {
      var bytes = source.read(0, source.size(), "the file");
      Map<String, Object> words = JSON.readerForMapOf(Object.class).readValue(bytes);
      if (words == null) {
        throw new Failure(file + ": expected a JSON object; found null");
      }
      return words;
    } catch (JsonProcessingException e) {
      throw new Failure(file + ": expected a JSON object; " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
