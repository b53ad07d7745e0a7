package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.SampleFiles.ramp;
import static preimage.data.SampleFiles.tarGz;
import static preimage.data.SampleFiles.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackTest {
  @TempDir Path folder;

  @Test
  void takesNamedFilesOutWhereverTheyLieAndNothingElse() throws IOException {
    var archive =
        write(
            folder.resolve("a.tar.gz"),
            tarGz(Map.of("deep/down/a", ramp(1000), "../../b", ramp(10), "c", ramp(5))));
    Unpack.files(archive, List.of("a", "b"), folder.resolve("out"));
    try (var files = Files.list(folder.resolve("out"))) {
      assertEquals(2, files.count());
    }
    assertArrayEquals(ramp(1000), Files.readAllBytes(folder.resolve("out/a")));
    assertArrayEquals(ramp(10), Files.readAllBytes(folder.resolve("out/b")));
  }

  @Test
  void refusesDamagedArchivesAndLeavesNoHalfFile() throws IOException {
    var noise = ramp(50_000);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) ((i * 0x9E3779B1) >>> 13);
    }
    var whole = tarGz(Map.of("a", noise));
    for (int length : new int[] {0, 5, 100, whole.length / 2}) {
      var archive = write(folder.resolve("a.tar.gz"), Arrays.copyOf(whole, length));
      var sentence = failure(() -> Unpack.files(archive, List.of("a"), folder.resolve("out")));
      assertTrue(sentence.startsWith(archive + ": damaged, or no .tar.gz archive: "), sentence);
      if (Files.exists(folder.resolve("out"))) {
        try (var files = Files.list(folder.resolve("out"))) {
          assertEquals(0, files.count());
        }
      }
    }
  }

  @Test
  void blamesTheFolderThatCannotBeMade() {
    var archive = write(folder.resolve("a.tar.gz"), tarGz(Map.of("a", ramp(10))));
    assertEquals(
        "cannot write %s: %s is no folder".formatted(archive, archive),
        failure(() -> Unpack.files(archive, List.of("a"), archive)));
    var within = archive.resolve("out");
    assertTrue(
        failure(() -> Unpack.files(archive, List.of("a"), within))
            .startsWith("cannot write " + within + ": "));
  }

  @Test
  void namesWhatIsMissing() {
    var archive = write(folder.resolve("a.tar.gz"), tarGz(Map.of("a", ramp(10))));
    assertEquals(
        archive + ": expected the files [a, b] but it lacks [b]",
        failure(() -> Unpack.files(archive, List.of("a", "b"), folder.resolve("out"))));
  }
}
