package preimage.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static preimage.io.Fixtures.assertFails;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsWhatPythonWrote() throws IOException {
    var path = Files.write(folder.resolve("p.safetensors"), Fixtures.bytes("python.safetensors"));
    var file = Safetensors.read(path);
    assertEquals(Map.of("architecture", "größe", "seed", "1"), file.metadata());
    assertArrayEquals(
        new float[] {0, 1, 2, 3, 4, 5}, file.tensor("b.weight").orElseThrow().floats());
    assertEquals(List.of(2, 3), file.tensor("b.weight").orElseThrow().shape());
    assertArrayEquals(new long[] {7}, file.tensor("n").orElseThrow().longs());
    assertEquals(List.of(), file.tensor("n").orElseThrow().shape());
    assertArrayEquals(new float[] {.5f, -2}, file.tensor("h").orElseThrow().floats());
    assertArrayEquals(new long[] {65535}, file.tensor("u").orElseThrow().longs());
    assertEquals(13, Safetensors.header(path).count());
  }

  @Test
  void readsBackWhatItWroteInTheSameOrder() throws IOException {
    var path = folder.resolve("a.safetensors");
    sample().write(path);
    var back = Safetensors.read(path);
    assertEquals(List.of("z", "flag", "b", "nothing"), List.copyOf(back.tensors().keySet()));
    assertEquals(sample().metadata(), back.metadata());
    assertArrayEquals(new float[] {1, 2}, back.tensor("b").orElseThrow().floats());
    assertEquals(List.of(0, 4), back.tensor("nothing").orElseThrow().shape());
    var once = Files.readAllBytes(path);
    back.write(path);
    assertArrayEquals(once, Files.readAllBytes(path));
  }

  @Test
  void alignsHeaderAndValues() throws IOException {
    var path = folder.resolve("a.safetensors");
    sample().write(path);
    var header = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, header.getLong() % 8);
    for (var entry : Safetensors.header(path).tensors().values()) {
      assertEquals(0, entry.offset() % (entry.dtype().equals("F32") ? 4 : 1));
    }
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    assertSays("expected a safetensors file; a header of 18446744073709551615 bytes", -1, "{}", 0);
    assertSays("the header should take 50 bytes, the file ends at byte 10", 50, "{}", 0);
    assertSays("byte 8: the header should begin with {", 2, "[]", 0);
    assertSays("byte 8: the header should begin with {", 0, "", 0);
    assertSays("byte 10: the tensors end here but the file at byte 11", "{}", 1);
    assertSays("should be JSON", "{\"a\": nothing}", 0);
    assertSays("should be JSON without repeated names", "{\"a\":{},\"a\":{}}", 0);
    assertSays("'a' should have dtype, shape and two data_offsets", "{\"a\":{}}", 0);
    assertSays("'__metadata__' should hold texts only", "{\"__metadata__\":{\"n\":1}}", 0);
    assertSays("'a' of type 'F32' and sizes [2] does not take bytes 0 to 4", one("2", 0, 4), 4);
    assertSays("sizes from 0 to 2147483647", one("-1", 0, 4), 4);
    assertSays("sizes from 0 to 2147483647", one("4294967296", 0, 4), 4);
    assertSays(
        "does not take bytes 0 to 4", one("2147483647,2147483647,2147483647,2147483647", 0, 4), 4);
    assertSays("data_offsets in the file, which ends at byte", one("2", 0, 8), 4);
    assertSays("data_offsets in the file", one("2", 0, Long.MAX_VALUE), 4);
    assertSays("does not take bytes 4 to 0", one("1", 4, 0), 4);
    assertSays("not at", one("1", 4, 8), 8);
    assertSays("'a' has type 'F8_E4M3', which cannot be read", one("4", 0, 4, "F8_E4M3"), 4);
  }

  @Test
  void survivesDamage() throws IOException {
    sample().write(folder.resolve("a.safetensors"));
    var seeds =
        List.of(
            Files.readAllBytes(folder.resolve("a.safetensors")),
            Fixtures.bytes("python.safetensors"));
    Fuzz.parser("safetensors", seeds, bytes -> Safetensors.read(Source.of("a", bytes)));
  }

  private static Safetensors sample() {
    var tensors = new LinkedHashMap<String, NdArray>();
    tensors.put("z", NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    tensors.put("flag", new NdArray(NdArray.Type.BOOL, List.of(), new byte[] {1}));
    tensors.put("b", NdArray.of(new float[] {1, 2}));
    tensors.put("nothing", NdArray.of(new double[0], 0, 4));
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("prior", "uniform(-1, 1)");
    metadata.put("an \"odd\" one", "größe\n");
    return new Safetensors(metadata, tensors);
  }

  private static String one(String shape, long from, long to) {
    return one(shape, from, to, "F32");
  }

  private static String one(String shape, long from, long to, String dtype) {
    return "{\"a\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}}"
        .formatted(dtype, shape, from, to);
  }

  private void assertSays(String words, String header, int values) throws IOException {
    assertSays(words, header.length(), header, values);
  }

  private void assertSays(String words, long length, String header, int values) throws IOException {
    var out = ByteBuffer.allocate(8 + header.length() + values).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(length).put(header.getBytes(StandardCharsets.UTF_8));
    var path = Files.write(folder.resolve("w.safetensors"), out.array());
    assertFails(words, path, () -> Safetensors.read(path));
  }
}
