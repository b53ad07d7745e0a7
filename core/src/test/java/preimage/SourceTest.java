package preimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources of all modules keep to. */
class SourceTest {
  private static final List<Source> SOURCES =
      Stream.of("core", "cli", "bench").flatMap(SourceTest::module).toList();

  private record Source(Path file, List<String> lines) {
    boolean main() {
      return file.startsWith(Path.of("..", "core", "src", "main"));
    }

    boolean tensor() {
      return file.toString().contains("preimage/tensor/");
    }
  }

  private static Stream<Source> module(String name) {
    try (var files = Files.walk(Path.of("..", name, "src"))) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .map(SourceTest::source)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source source(Path file) {
    try {
      return new Source(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines in which {@code pattern} is found must be none. */
  private static void never(String pattern, Predicate<Source> where) {
    var found = Pattern.compile(pattern).asPredicate();
    var lines =
        SOURCES.stream()
            .filter(where)
            .flatMap(s -> s.lines.stream().filter(found).map(line -> s.file + ": " + line.strip()))
            .toList();
    assertEquals(List.of(), lines);
  }

  @Test
  void filesAreShort() {
    var tooLong =
        SOURCES.stream()
            .filter(s -> s.lines.size() > (s.file.endsWith("Tensor.java") ? 700 : 300))
            .map(Source::file)
            .toList();
    assertEquals(List.of(), tooLong);
    var sizes = SOURCES.stream().filter(Source::main).map(s -> s.lines.size()).sorted().toList();
    assertTrue(sizes.get(sizes.size() / 2) <= 100, "half of the files are longer than 100 lines");
  }

  /** How long the records of a file are, those in it by themselves. */
  private static Stream<String> longer(Source source, int most) {
    var begins = Pattern.compile("^( *)(?:public )?record (\\w+)");
    return IntStream.range(0, source.lines.size())
        .boxed()
        .flatMap(i -> {
          var record = begins.matcher(source.lines.get(i));
          if (!record.find()) {
            return Stream.of();
          }
          var rest = source.lines.subList(i, source.lines.size());
          int length = rest.indexOf(record.group(1) + "}") + 1;
          return length > most ? Stream.of(record.group(2) + ": " + length) : Stream.of();
        });
  }

  @Test
  void aGameIsThirtyLines() {
    var games =
        List.of("GanLoss", "WassersteinLoss", "Classified", "Attacked", "Msgan", "R1", "Sngan");
    var sources =
        SOURCES.stream()
            .filter(Source::main)
            .filter(s -> games.stream().anyMatch(g -> s.file.endsWith("train/" + g + ".java")))
            .toList();
    assertEquals(games.size(), sources.size());
    assertEquals(List.of(), sources.stream().flatMap(s -> longer(s, 30)).toList());
  }

  @Test
  void onlyTheTensorPackageNamesLibtorch() {
    never("org\\.bytedeco\\.(pytorch|javacpp)\\.", s -> !s.tensor());
  }

  @Test
  void importsNameWhatTheyImport() {
    never("^import .*\\*;", s -> true);
  }

  @Test
  void nothingIsLeftToDo() {
    never("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b", s -> true);
  }

  @Test
  void noTestIsSkipped() {
    never("@Dis" + "abled|assume(True|False|That)\\(", s -> true);
  }

  @Test
  void noPathIsThatOfOneMachine() {
    never("\"/(home|root|work|Users|tmp)/", s -> true);
  }
}
