package preimage.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import preimage.work.Failure;

/**
 * A ZIP archive (PKWARE's APPNOTE, with ZIP64), stored and deflated entries only. What the entries
 * claim to unfold to is bounded before anything is unfolded, and every checksum is verified.
 */
final class Zip {
  /** An archive may unfold to this many bytes, and to so many times its own size. */
  private static final long FREE = 256L << 20;

  private static final long RATIO = 100;

  /** No deflated stream unfolds further (RFC 1951: at best 258 bytes from 2 bits). */
  private static final long DEFLATE_RATIO = 1032;

  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int DIRECTORY_ENTRY = 46;
  private static final int LOCAL_HEADER = 30;
  private static final int PIECE = 1 << 16;

  /**
   * One file in the archive.
   *
   * @param packed bytes that it takes in the archive
   * @param size bytes that it unfolds to
   * @param local where its own header stands
   * @param at where its directory entry stands
   */
  record Entry(String name, int method, int crc, long packed, long size, long local, long at) {}

  private final Source source;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Reads the directory. */
  Zip(Source source) {
    this.source = source;
    var end = ZipEnd.of(source);
    var directory = source.buffer(end.offset(), end.length(), "the directory of the archive");
    long packed = 0;
    long unfolded = 0;
    while (directory.hasRemaining()) {
      var entry = next(directory, end.offset() + directory.position());
      packed += entry.packed;
      unfolded += entry.size;
      if (packed > source.size() || unfolded > FREE + RATIO * source.size()) {
        throw failure(entry, "makes the archive unfold to more than it can or may");
      }
      if (entries.put(entry.name, entry) != null) {
        throw failure(entry, "is there twice");
      }
    }
  }

  /** Whether the file begins as archives do. */
  static boolean begins(Source source) {
    return source.size() >= 4 && source.buffer(0, 4, "the start").getInt() == 0x04034b50;
  }

  /** The entries by name, in the order of the directory. */
  Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** What the entry holds: a part of the file where it is stored, else unfolded on the heap. */
  Source content(Entry entry) {
    var header = source.buffer(entry.local, LOCAL_HEADER, "an entry of the archive");
    if (header.getInt() != 0x04034b50) {
      throw source.failure(entry.local, "entry " + Source.quoted(entry.name) + " was expected");
    }
    long start =
        entry.local
            + LOCAL_HEADER
            + Short.toUnsignedInt(header.getShort(26))
            + Short.toUnsignedInt(header.getShort(28));
    var name = source.name() + ", entry " + Source.quoted(entry.name);
    source.require(start, entry.packed, "entry " + Source.quoted(entry.name));
    var content =
        entry.method == STORED
            ? source.part(name, start, entry.packed)
            : Source.of(name, inflated(entry, start));
    verify(entry, content);
    return content;
  }

  private Entry next(ByteBuffer directory, long at) {
    int start = directory.position();
    if (directory.remaining() < DIRECTORY_ENTRY || directory.getInt(start) != 0x02014b50) {
      throw source.failure(at, "an entry of the archive's directory was expected");
    }
    int nameLength = Short.toUnsignedInt(directory.getShort(start + 28));
    int extraLength = Short.toUnsignedInt(directory.getShort(start + 30));
    int commentLength = Short.toUnsignedInt(directory.getShort(start + 32));
    long length = (long) DIRECTORY_ENTRY + nameLength + extraLength + commentLength;
    if (length > directory.remaining()) {
      throw source.failure(at, "an entry of " + length + " bytes goes beyond the directory");
    }
    int nameStart = start + DIRECTORY_ENTRY;
    var letters = new byte[nameLength];
    directory.get(nameStart, letters);
    var name = new String(letters, StandardCharsets.UTF_8);
    var wide = wide(directory.slice(nameStart + nameLength, extraLength));
    long size = orWide(directory.getInt(start + 24), wide);
    long packed = orWide(directory.getInt(start + 20), wide);
    long local = orWide(directory.getInt(start + 42), wide);
    int method = directory.getShort(start + 10);
    var entry = new Entry(name, method, directory.getInt(start + 16), packed, size, local, at);
    check(entry, (directory.getShort(start + 8) & 1) != 0);
    directory.position(start + (int) length);
    return entry;
  }

  private void check(Entry entry, boolean encrypted) {
    if (encrypted) {
      throw failure(entry, "is encrypted");
    }
    if (entry.method != STORED && entry.method != DEFLATED) {
      throw failure(entry, "should be stored or deflated but has method " + entry.method);
    }
    if (entry.packed < 0 || entry.packed > source.size()) {
      throw failure(entry, "should take " + entry.packed + " bytes, more than the file");
    }
    long most = entry.method == STORED ? entry.packed : entry.packed * DEFLATE_RATIO;
    if (entry.size < 0 || entry.size > most || (entry.method == STORED && entry.size < most)) {
      throw failure(entry, "cannot hold " + entry.size + " bytes where it takes " + entry.packed);
    }
  }

  /** The ZIP64 fields among an entry's extra ones; empty where there are none. */
  private static ByteBuffer wide(ByteBuffer extra) {
    extra.order(ByteOrder.LITTLE_ENDIAN);
    while (extra.remaining() >= 4) {
      int id = extra.getShort();
      int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      if (id == 1) {
        return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  private static long orWide(int field, ByteBuffer wide) {
    return field == -1 && wide.remaining() >= 8 ? wide.getLong() : Integer.toUnsignedLong(field);
  }

  private byte[] inflated(Entry entry, long start) {
    var out = source.allocate(entry.size, "entry " + Source.quoted(entry.name));
    var beyond = new byte[1];
    var inflater = new Inflater(true);
    try {
      long taken = 0;
      int made = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int length = (int) Math.min(PIECE, entry.packed - taken);
          if (length == 0) {
            throw failure(entry, "ends too early");
          }
          inflater.setInput(source.read(start + taken, length, "the entry"));
          taken += length;
        }
        made += inflater.inflate(out, made, out.length - made);
        if (made == out.length && inflater.inflate(beyond) > 0) {
          throw failure(entry, "unfolds to more than the " + entry.size + " bytes it claims");
        }
        if (inflater.needsDictionary()) {
          throw failure(entry, "is not validly deflated");
        }
      }
      if (made < out.length) {
        throw failure(entry, "unfolds to fewer than the " + entry.size + " bytes it claims");
      }
      return out;
    } catch (DataFormatException e) {
      throw failure(entry, "is not validly deflated");
    } finally {
      inflater.end();
    }
  }

  private void verify(Entry entry, Source content) {
    var crc = new CRC32();
    for (long at = 0; at < content.size(); at += PIECE) {
      crc.update(content.read(at, Math.min(PIECE, content.size() - at), "the entry"));
    }
    if ((int) crc.getValue() != entry.crc) {
      throw failure(entry, "does not match its checksum, so the file is damaged");
    }
  }

  private Failure failure(Entry entry, String words) {
    return source.failure(entry.at, "entry " + Source.quoted(entry.name) + " " + words);
  }
}
