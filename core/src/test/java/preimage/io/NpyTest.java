package preimage.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.spec.Misuse;
import preimage.work.Failure;

final class NpyTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatItWroteOfEachType() {
    for (var type : NdArray.Type.values()) {
      var bytes = new byte[6 * type.bytes()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (type == NdArray.Type.BOOL ? i & 1 : i % 7);
      }
      var array = new NdArray(type, List.of(2, 3), bytes);
      Npy.write(folder.resolve("a.npy"), array);
      var back = Npy.read(folder.resolve("a.npy"));
      assertEquals(List.of(2, 3), back.shape());
      assertArrayEquals(array.doubles(), back.doubles(), type.name());
      assertEquals(type == NdArray.Type.BFLOAT16 ? NdArray.Type.FLOAT32 : type, back.type());
    }
  }

  @Test
  void readsScalarsAndEmptyArrays() {
    var path = folder.resolve("a.npy");
    Npy.write(
        path, new NdArray(NdArray.Type.FLOAT64, List.of(), NdArray.of(new double[] {2.5}).bytes()));
    assertEquals(List.of(), Npy.read(path).shape());
    assertArrayEquals(new double[] {2.5}, Npy.read(path).doubles());
    Npy.write(path, NdArray.of(new float[0], 0, 7));
    assertEquals(List.of(0, 7), Npy.read(path).shape());
  }

  @Test
  void ordersColumnMajorArraysByRows() throws IOException {
    var path = write("<f4", true, "(2, 3)", floats(ByteOrder.LITTLE_ENDIAN, 0, 3, 1, 4, 2, 5));
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, Npy.read(path).floats());
    try (var npy = Npy.open(path)) {
      assertArrayEquals(new float[] {3, 4, 5}, npy.rows(1, 2));
      assertArrayEquals(new float[] {}, npy.rows(1, 1));
    }
  }

  @Test
  void swapsTheBytesOfBigEndianNumbers() throws IOException {
    var path = write(">f4", false, "(3,)", floats(ByteOrder.BIG_ENDIAN, 1, -2, 3.5f));
    assertArrayEquals(new float[] {1, -2, 3.5f}, Npy.read(path).floats());
  }

  @Test
  void widensUnsignedIntegersThatJavaLacks() throws IOException {
    var shorts = write("<u2", false, "(2,)", new byte[] {-1, -1, 1, 0});
    assertArrayEquals(new long[] {65535, 1}, Npy.read(shorts).longs());
    var ints = write(">u4", false, "(1,)", new byte[] {-1, -1, -1, -2});
    assertArrayEquals(new long[] {4294967294L}, Npy.read(ints).longs());
    var longs = write("<u8", false, "(1,)", new byte[] {0, 0, 0, 0, 0, 0, 0, -1});
    assertSays(longs, "integers must be below 2^63");
  }

  @Test
  void readsRowsWithoutReadingTheRest() {
    var path = folder.resolve("rows.npy");
    var values = new float[40];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Npy.write(path, NdArray.of(values, 10, 2, 2));
    try (var npy = Npy.open(path)) {
      assertEquals(List.of(10, 2, 2), npy.shape());
      assertEquals(NdArray.Type.FLOAT32, npy.type());
      assertArrayEquals(Arrays.copyOfRange(values, 12, 20), npy.rows(3, 5));
      assertThrows(IndexOutOfBoundsException.class, () -> npy.rows(9, 11));
    }
  }

  @Test
  void readsTheLongHeadersOfVersionsTwoAndThree() throws IOException {
    for (int version = 2; version <= 3; version++) {
      var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n";
      var out = ByteBuffer.allocate(12 + header.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
      out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
      out.putInt(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).putFloat(7);
      var path = folder.resolve("v.npy");
      Files.write(path, out.array());
      assertArrayEquals(new float[] {7}, Npy.read(path).floats());
    }
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    var bytes = new byte[8];
    assertSays(write("<c8", false, "(1,)", bytes), "type '<c8' cannot be read");
    assertSays(
        write("|O", false, "(1,)", bytes), "type '|O' cannot be read; numbers and strings can");
    assertSays(write("<U2", false, "(1,)", bytes), "should hold numbers but holds strings");
    assertSays(write("<f4", false, "(3,)", bytes), "[3] should take 12 bytes, the file ends at");
    assertSays(write("<f4", false, "(1,)", bytes), "the array ends here but the file at byte");
    assertSays(write("<f4", false, "(99999999999,)", bytes), "unusable size '99999999999'");
    assertSays(write("<f4", false, "(2000000000, 2000000000, 2000000000)", bytes), "should take");
    assertSays(write("<f4", false, "(-2,)", bytes), "'shape', a tuple");
    Files.write(folder.resolve("no.npy"), "no numbers here".getBytes(StandardCharsets.UTF_8));
    assertSays(folder.resolve("no.npy"), "byte 0: a .npy file begins with");
    Files.write(folder.resolve("no.npy"), new byte[3]);
    assertSays(folder.resolve("no.npy"), "byte 0: the start of a .npy file should take 10 bytes");
    assertEquals(
        "there is no file " + folder.resolve("none.npy"),
        assertThrows(Misuse.class, () -> Npy.read(folder.resolve("none.npy"))).getMessage());
    assertEquals(
        folder + " is not a regular file",
        assertThrows(Misuse.class, () -> Npy.read(folder)).getMessage());
  }

  @Test
  void survivesDamage() {
    var seeds =
        List.of(
            bytes(NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)),
            bytes(NdArray.of(new long[] {1, 2, 3})),
            header(">u2", true, "(2, 2, 1)", new byte[8]));
    Fuzz.quickParser("npy", seeds, bytes -> Npy.read(Source.of("a.npy", bytes)));
  }

  private static byte[] bytes(NdArray array) {
    var pieces = Npy.written(array);
    return concat(pieces.get(0), pieces.get(1));
  }

  private static byte[] header(String descr, boolean columnMajor, String shape, byte[] values) {
    var dictionary =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
            .formatted(descr, columnMajor ? "True" : "False", shape);
    var out = ByteBuffer.allocate(10 + dictionary.length()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.putShort((short) dictionary.length());
    out.put(dictionary.getBytes(StandardCharsets.US_ASCII));
    return concat(out.array(), values);
  }

  private Path write(String descr, boolean columnMajor, String shape, byte[] values)
      throws IOException {
    return Files.write(folder.resolve("w.npy"), header(descr, columnMajor, shape, values));
  }

  private static byte[] floats(ByteOrder order, float... values) {
    var out = ByteBuffer.allocate(4 * values.length).order(order);
    out.asFloatBuffer().put(values);
    return out.array();
  }

  private static byte[] concat(byte[] head, byte[] tail) {
    var all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  private static void assertSays(Path path, String words) {
    var failure = assertThrows(Failure.class, () -> Npy.read(path));
    var sentence = String.valueOf(failure.getMessage());
    assertTrue(sentence.contains(words), sentence);
    assertTrue(sentence.contains(path.toString()), sentence);
  }
}
