package preimage.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.work.Failure;

final class NpzTest {
  private static final Npz SMALL =
      Npz.empty()
          .with("z", NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
          .with("n", NdArray.of(new int[] {7, 8}))
          .with("outcome", List.of("CONVERGED", "größer", "", "𝄞"));

  @TempDir Path folder;

  @Test
  void readsBackNumbersAndStrings() {
    SMALL.write(folder.resolve("a.npz"));
    var back = Npz.read(folder.resolve("a.npz"));
    assertEquals(List.of("z", "n"), List.copyOf(back.arrays().keySet()));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, back.array("z").orElseThrow().floats());
    assertEquals(SMALL.strings(), back.strings());
  }

  @Test
  void equalContentsAreEqualFilesInEveryTimeZone() throws IOException {
    var zone = TimeZone.getDefault();
    try {
      SMALL.write(folder.resolve("a.npz"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      SMALL.write(folder.resolve("b.npz"));
    } finally {
      TimeZone.setDefault(zone);
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.npz")), Files.readAllBytes(folder.resolve("b.npz")));
  }

  @Test
  void readsDeflatedEntries() throws IOException {
    var path = Files.write(folder.resolve("d.npz"), deflated());
    assertArrayEquals(new float[1000], Npz.read(path).array("zeros").orElseThrow().floats());
  }

  @Test
  void refusesOneChangedValue() throws IOException {
    var path = folder.resolve("a.npz");
    SMALL.write(path);
    var bytes = Files.readAllBytes(path);
    bytes[170] ^= 1;
    Files.write(path, bytes);
    assertSays(path, "entry 'z.npy' does not match its checksum");
  }

  @Test
  void refusesWhatIsCutOff() throws IOException {
    var path = folder.resolve("a.npz");
    SMALL.write(path);
    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 300));
    assertSays(path, "byte 300: the end of a ZIP archive was expected; is it cut off?");
  }

  @Test
  void refusesClaimsThatDeflationCannotMakeTrue() throws IOException {
    var bytes = deflated();
    int directory = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
    bytes[directory + 27] = 0x40;
    assertSays(Files.write(folder.resolve("bomb.npz"), bytes), "'zeros.npy' cannot hold 10737");
  }

  @Test
  void refusesEntriesThatAreNoArrays() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    var path = Files.write(folder.resolve("t.npz"), out.toByteArray());
    assertSays(path, "entry 'readme.txt' should be an array, NAME.npy");
  }

  @Test
  void survivesDamage() throws IOException {
    SMALL.write(folder.resolve("a.npz"));
    var seeds = List.of(Files.readAllBytes(folder.resolve("a.npz")), deflated());
    Fuzz.quickParser("npz", seeds, bytes -> Npz.read(Source.of("a.npz", bytes)));
  }

  /** Checksums keep damage within an archive from reaching them. */
  @Test
  void survivesDamageOfStrings() {
    var pieces = NpyStrings.written(List.of("CONVERGED", "größer", "𝄞"));
    var seed = new ByteArrayOutputStream();
    pieces.forEach(seed::writeBytes);
    Fuzz.parser(
        "npy strings",
        List.of(seed.toByteArray()),
        bytes -> {
          var source = Source.of("s.npy", bytes);
          var header = NpyHeader.read(source);
          if (header.isText()) {
            assertEquals(Sizes.product(header.shape(), 1), NpyStrings.read(source, header).size());
          }
        });
  }

  private static byte[] deflated() {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("zeros.npy"));
      for (var piece : Npy.written(NdArray.of(new float[1000]))) {
        zip.write(piece);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] sought) {
    int at = 0;
    while (!Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
      at++;
    }
    return at;
  }

  private static void assertSays(Path path, String words) {
    var failure = assertThrows(Failure.class, () -> Npz.read(path));
    var sentence = String.valueOf(failure.getMessage());
    assertTrue(sentence.contains(words), sentence);
    assertTrue(sentence.contains(path.toString()), sentence);
  }
}
