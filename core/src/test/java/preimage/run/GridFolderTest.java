package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.spec.Misuse;

class GridFolderTest {
  private static final Map<String, Object> WORDS = Map.of("table", "1");

  @TempDir private Path place;

  private void admit(boolean resume) {
    new GridFolder(place).admit(WORDS, Set.of(), resume);
  }

  @Test
  void goesOnWithAGridOfTheSameWords() {
    admit(true);
    new GridFolder(place).prepare(WORDS);
    admit(true);
    var other = Map.<String, Object>of("table", "2");
    var refused =
        assertThrows(Misuse.class, () -> new GridFolder(place).admit(other, Set.of(), true));
    assertEquals(place + " was made with table 1, not 2", refused.getMessage());
    new GridFolder(place).admit(other, Set.of("table"), true);
  }

  @Test
  void overwritesNothingThatIsNoGrid() throws IOException {
    Files.writeString(place.resolve(".01234567-89ab-cdef-0123-456789abcdef.tmp"), "cut off");
    admit(true);
    Files.writeString(place.resolve("table.md"), "somebody's");
    var refused = assertThrows(Misuse.class, () -> admit(true));
    assertEquals(
        place + " holds files of another kind; choose another --out", refused.getMessage());
  }
}
