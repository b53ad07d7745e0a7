package preimage.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import preimage.io.Source;
import preimage.work.Failure;

/**
 * Checks the frame of a PNG file, the chunks with their lengths and check sums, which the
 * platform's decoder takes on trust.
 */
final class PngChunks {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  private PngChunks() {}

  /** Refuses a damaged PNG file; says nothing of other files. */
  static void check(Path file, byte[] content) {
    var in = ByteBuffer.wrap(content);
    if (content.length < 8 || in.getLong() != SIGNATURE) {
      return;
    }
    var name = "";
    while (!name.equals("IEND")) {
      int at = in.position();
      if (in.remaining() < 12) {
        throw new Failure(file + ": ends at byte " + content.length + " before its IEND chunk");
      }
      int length = in.getInt();
      name = new String(content, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length < 0 || length > in.remaining() - 8) {
        throw new Failure(
            "%s: byte %d: the chunk %s of %d bytes goes beyond the end of the file at byte %d"
                .formatted(file, at, Source.quoted(name), length & 0xffffffffL, content.length));
      }
      var crc = new CRC32();
      crc.update(content, at + 4, 4 + length);
      in.position(at + 8 + length);
      if (in.getInt() != (int) crc.getValue()) {
        throw new Failure(
            file
                + ": byte "
                + at
                + ": the check sum of chunk "
                + Source.quoted(name)
                + " is wrong");
      }
    }
  }
}
