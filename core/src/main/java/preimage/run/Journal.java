package preimage.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import preimage.work.Atomically;
import preimage.work.Failure;

/** One line of JSON for each moment of a run, in order. */
public record Journal(Path file) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Adds a line. */
  public void add(Map<String, ?> facts) {
    try {
      Files.writeString(file, line(facts), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Removes the lines of steps after {@code step}, and what a broken line may have left. */
  public void rewind(long step) {
    var kept = new StringBuilder();
    for (var facts : read()) {
      if (facts.get("step") instanceof Number n && n.longValue() <= step) {
        kept.append(line(facts));
      }
    }
    Atomically.write(file, kept.toString());
  }

  /** All whole lines. */
  public List<Map<String, Object>> read() {
    var all = new ArrayList<Map<String, Object>>();
    if (!Files.exists(file)) {
      return all;
    }
    int number = 0;
    try {
      for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        number++;
        if (line.endsWith("}")) {
          all.add(JSON.readerForMapOf(Object.class).readValue(line));
        }
      }
    } catch (JsonProcessingException e) {
      var place = file + ", line " + number;
      throw new Failure(place + ": expected a JSON object; " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
    return all;
  }

  /** One line of JSON. */
  static String line(Map<String, ?> facts) {
    try {
      return JSON.writeValueAsString(facts) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of words can always be written", e);
    }
  }
}
