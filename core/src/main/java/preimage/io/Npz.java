package preimage.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import preimage.work.Atomically;
import preimage.work.Failure;

/**
 * NumPy's {@code .npz} files: named arrays of numbers and of strings. Equal contents make equal
 * files: entries are stored as they are, arrays first, in the order given, at a fixed time.
 *
 * @param arrays numbers by name
 * @param strings strings by name, arrays of more dimensions row by row
 */
public record Npz(Map<String, NdArray> arrays, Map<String, List<String>> strings) {
  static final String SUFFIX = ".npy";

  /** ZIP knows no earlier day in every time zone; what matters is that it never changes. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  public Npz {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    strings = Collections.unmodifiableMap(new LinkedHashMap<>(strings));
  }

  /** No arrays yet. */
  public static Npz empty() {
    return new Npz(Map.of(), Map.of());
  }

  /** These arrays and one more. */
  public Npz with(String name, NdArray array) {
    var more = new LinkedHashMap<>(arrays);
    more.put(name, array);
    return new Npz(more, strings);
  }

  /** These arrays and one of strings. */
  public Npz with(String name, List<String> texts) {
    var more = new LinkedHashMap<>(strings);
    more.put(name, List.copyOf(texts));
    return new Npz(arrays, more);
  }

  /** The numbers of that name. */
  public Optional<NdArray> array(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /**
   * Reads all arrays.
   *
   * @throws Failure if the file is damaged, or holds anything but arrays of numbers and strings
   */
  public static Npz read(Path path) {
    try (var source = Source.open(path)) {
      return read(source);
    }
  }

  /** As {@code read} of a path; {@code source} stays open. */
  public static Npz read(Source source) {
    var arrays = new LinkedHashMap<String, NdArray>();
    var strings = new LinkedHashMap<String, List<String>>();
    var file = new NpzFile(source);
    for (var name : file.names()) {
      var content = file.content(name);
      var header = NpyHeader.read(content);
      if (header.isText()) {
        strings.put(name, NpyStrings.read(content, header));
      } else {
        arrays.put(name, Npy.numbers(content, header));
      }
    }
    return new Npz(arrays, strings);
  }

  /**
   * Writes the file, all of it or nothing.
   *
   * @throws Failure if it cannot be written
   */
  public void write(Path path) {
    Atomically.write(path, this::writeTo);
  }

  private void writeTo(OutputStream out) throws IOException {
    var zip = new ZipOutputStream(out);
    for (var array : arrays.entrySet()) {
      store(zip, array.getKey(), Npy.written(array.getValue()));
    }
    for (var texts : strings.entrySet()) {
      store(zip, texts.getKey(), NpyStrings.written(texts.getValue()));
    }
    zip.finish();
  }

  /**
   * Stored, not deflated: another zlib would deflate to other bytes. Goes through the pieces twice.
   */
  static void store(ZipOutputStream zip, String name, Iterable<byte[]> pieces) throws IOException {
    var crc = new CRC32();
    long size = 0;
    for (var piece : pieces) {
      crc.update(piece);
      size += piece.length;
    }
    var entry = new ZipEntry(name + SUFFIX);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(TIME);
    entry.setSize(size);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    for (var piece : pieces) {
      zip.write(piece);
    }
    zip.closeEntry();
  }
}
