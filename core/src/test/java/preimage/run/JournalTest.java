package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.work.Failure;

class JournalTest {
  @TempDir private Path folder;

  private Journal journal() {
    return new Journal(folder.resolve("journal.jsonl"));
  }

  private Journal filled() {
    for (int step = 10; step <= 30; step += 10) {
      journal().add(Map.of("step", step));
    }
    return journal();
  }

  private static List<Object> steps(Journal journal) {
    return journal.read().stream().map(line -> line.get("step")).toList();
  }

  @Test
  void keepsItsLinesInOrder() {
    assertEquals(List.of(), journal().read());
    assertEquals(List.of(10, 20, 30), steps(filled()));
  }

  @Test
  void forgetsWhatCameAfterAStep() {
    var journal = filled();
    journal.rewind(20);
    assertEquals(List.of(10, 20), steps(journal));
    journal.rewind(0);
    assertEquals(List.of(), steps(journal));
  }

  @Test
  void passesOverALineThatWasCutOff() throws IOException {
    var journal = filled();
    Files.writeString(journal.file(), "{\"step\":40,\"cri", StandardOpenOption.APPEND);
    assertEquals(List.of(10, 20, 30), steps(journal));
    journal.rewind(30);
    journal.add(Map.of("step", 40));
    assertEquals(List.of(10, 20, 30, 40), steps(journal));
  }

  @Test
  void saysWhenItIsNone() throws IOException {
    Files.writeString(journal().file(), "{no}\n");
    var broken = assertThrows(Failure.class, () -> journal().read());
    assertTrue(
        broken.getMessage().startsWith(journal().file() + ", line 1: expected "),
        broken.getMessage());
    assertEquals(1, broken.getMessage().lines().count());
    Files.delete(journal().file());
    Files.createDirectory(journal().file());
    var folder = assertThrows(Failure.class, () -> journal().add(Map.of("step", 1)));
    assertTrue(folder.getMessage().startsWith("cannot write " + journal().file() + ": "));
  }
}
