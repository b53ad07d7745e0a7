package preimage.io;

import java.nio.ByteBuffer;

/**
 * Where the directory of a ZIP archive lies, as the record at its end says, or the ZIP64 record
 * before that.
 */
record ZipEnd(long offset, long length) {
  private static final int SIGNATURE = 0x06054b50;
  private static final int LOCATOR = 0x07064b50;
  private static final int SIGNATURE_64 = 0x06064b50;
  private static final int BYTES = 22;
  private static final int LONGEST_COMMENT = 0xffff;

  static ZipEnd of(Source source) {
    long tailLength = Math.min(source.size(), BYTES + LONGEST_COMMENT);
    long tailStart = source.size() - tailLength;
    var tail = source.buffer(tailStart, tailLength, "the end of the archive");
    for (int at = (int) tailLength - BYTES; at >= 0; at--) {
      if (tail.getInt(at) == SIGNATURE
          && Short.toUnsignedInt(tail.getShort(at + 20)) == tailLength - BYTES - at) {
        return checked(source, tail, at, tailStart + at);
      }
    }
    throw source.failure(source.size(), "the end of a ZIP archive was expected; is it cut off?");
  }

  private static ZipEnd checked(Source source, ByteBuffer tail, int at, long end) {
    long length = Integer.toUnsignedLong(tail.getInt(at + 12));
    long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
    if (end >= 20 && source.buffer(end - 20, 4, "the locator").getInt() == LOCATOR) {
      long wide = source.buffer(end - 12, 8, "the locator").getLong();
      var record = source.buffer(wide, 56, "the ZIP64 record");
      if (record.getInt() != SIGNATURE_64) {
        throw source.failure(wide, "the ZIP64 record of the archive was expected");
      }
      length = record.getLong(40);
      offset = record.getLong(48);
    }
    if (offset < 0 || length < 0 || offset > end || length > end - offset) {
      throw source.failure(end, "the directory of the archive should lie before its end");
    }
    return new ZipEnd(offset, length);
  }
}
