package preimage.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.spec.Misuse;
import preimage.work.Failure;

final class NpzPartsTest {
  @TempDir Path folder;

  private Path part(String name, Npz npz) {
    npz.write(folder.resolve(name));
    return folder.resolve(name);
  }

  @Test
  void theJoinIsTheFileOfTheWhole() throws IOException {
    var first =
        part(
            "1.npz",
            Npz.empty()
                .with("z", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2))
                .with("outcome", List.of("STALLED", "größer"))
                .with("n", NdArray.of(new long[] {7, 8})));
    var second =
        part(
            "2.npz",
            Npz.empty()
                .with("z", NdArray.of(new float[] {5, 6}, 1, 2))
                .with("outcome", List.of("CONVERGED"))
                .with("n", NdArray.of(new long[] {9})));
    var whole =
        part(
            "whole.npz",
            Npz.empty()
                .with("z", NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2))
                .with("n", NdArray.of(new long[] {7, 8, 9}))
                .with("outcome", List.of("STALLED", "größer", "CONVERGED")));
    var joined = folder.resolve("joined.npz");
    new NpzParts(List.of(first, second)).join(joined);
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(joined));
    try (var file = NpzFile.open(joined)) {
      assertEquals(List.of("z", "n", "outcome"), file.names());
      assertArrayEquals(new float[] {3, 4, 5, 6}, file.array("z").rows(1, 3));
      assertEquals(List.of("STALLED", "größer", "CONVERGED"), file.strings("outcome"));
      assertThrows(Failure.class, () -> file.strings("z"));
      assertThrows(Failure.class, () -> file.array("outcome"));
      assertEquals(
          joined + ": no array 'y' among [z, n, outcome]",
          assertThrows(Misuse.class, () -> file.array("y")).getMessage());
    }
  }

  @Test
  void partsThatAreUnlikeOrDamagedAreNamedAndNothingIsWritten() throws IOException {
    var first = part("1.npz", Npz.empty().with("z", NdArray.of(new float[4], 2, 2)));
    var wide = part("2.npz", Npz.empty().with("z", NdArray.of(new float[3], 1, 3)));
    var joined = folder.resolve("joined.npz");
    var unlike = assertThrows(Failure.class, () -> new NpzParts(List.of(first, wide)).join(joined));
    assertEquals(wide + ": 'z' is not as in " + first, unlike.getMessage());
    var bytes = Files.readAllBytes(first);
    bytes[170] ^= 1;
    var damaged = Files.write(folder.resolve("3.npz"), bytes);
    var failure =
        assertThrows(Failure.class, () -> new NpzParts(List.of(first, damaged)).join(joined));
    assertEquals(
        true, String.valueOf(failure.getMessage()).startsWith(damaged.toString()), "names it");
    assertFalse(Files.exists(joined));
  }
}
