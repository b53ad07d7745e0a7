package preimage.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

class BoundedSourceTest {
  private static final int FILE = 2 << 20;

  private static BoundedSource source(byte[] bytes) {
    return new BoundedSource(Sources.wrap(ByteBuffer.wrap(bytes)), FILE);
  }

  private static byte[] length(int length) {
    return ByteBuffer.allocate(4).putInt(length).array();
  }

  private static Source packed(int length) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(bytes)) {
      deflate.write(length(length));
    }
    return source(bytes.toByteArray()).readInflated(bytes.size(), 64);
  }

  @Test
  void plainElementsAreNoLongerThanTheFile() throws IOException {
    assertEquals(FILE, source(length(FILE)).readInt());
    var refused = assertThrows(IOException.class, () -> source(length(FILE + 1)).readInt());
    assertEquals("at byte 4 a length of 2097153", refused.getMessage());
  }

  @Test
  void packedElementsMayBeLonger() throws IOException {
    assertEquals(1000 * FILE, packed(1000 * FILE).readInt());
    assertThrows(IOException.class, () -> packed(-1).readInt());
  }
}
