package preimage.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import preimage.work.Failure;

/** A rival in a process of its own, which works only when asked ({@code peers/alternate.py}). */
final class Peer implements Contestant {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;
  private final JsonNode hello;
  private JsonNode last;

  private Peer(String name, Process process) {
    this.name = name;
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.hello = answer();
    this.last = hello;
  }

  /**
   * Starts a script of {@code peers} and waits until it is ready.
   *
   * @param name what tables call it
   * @throws Failure if it does not start
   */
  static Peer start(String name, Path peers, String script, String... arguments) {
    var command = new ArrayList<>(List.of(python(peers), peers.resolve(script).toString()));
    command.addAll(List.of(arguments));
    try {
      var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      // Ours; rivals say for themselves what they are given.
      builder.environment().keySet().removeAll(List.of("MALLOC_ARENA_MAX", "GLIBC_TUNABLES"));
      return new Peer(name, builder.start());
    } catch (IOException e) {
      throw new Failure("cannot start " + String.join(" ", command) + ": " + e.getMessage(), e);
    }
  }

  private static String python(Path peers) {
    var chosen = System.getenv("PREIMAGE_PEERS");
    var python = (chosen == null ? peers.resolve("venv") : Path.of(chosen)).resolve("bin/python");
    if (!Files.isExecutable(python)) {
      throw new Failure(python + ": no such program; run " + peers.resolve("install") + " first");
    }
    return python.toString();
  }

  @Override
  public String name() {
    return name;
  }

  /** The rival's own version. */
  String version() {
    return hello.required("torch").asText();
  }

  int threads() {
    return hello.required("threads").asInt();
  }

  @Override
  public void warm(int steps) {
    ask("warm " + steps);
  }

  @Override
  public double seconds(int steps) {
    last = ask("steps " + steps);
    return last("seconds");
  }

  /** All of its answer to its last turn. */
  JsonNode last() {
    return last;
  }

  /** What it said of itself after its last turn. */
  double last(String field) {
    return last.required(field).asDouble();
  }

  @Override
  public void close() {
    try {
      commands.close();
      process.waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new Failure(name + " ended before '" + command + "'", e);
    }
    return answer();
  }

  private JsonNode answer() {
    try {
      var line = answers.readLine();
      if (line == null) {
        throw new Failure(name + " ended with exit code " + process.waitFor());
      }
      var answer = JSON.readTree(line);
      if (answer.has("error")) {
        throw new Failure(name + ": " + answer.get("error").asText());
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new Failure(name + " answered something other than JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new Failure(name + " cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while waiting for " + name, e);
    }
  }
}
