package preimage.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.spec.Misuse;
import preimage.work.Failure;

/**
 * An open {@code .npz} file, of which one array is read at a time; one of numbers by rows, so that
 * the file may be larger than the heap.
 */
public final class NpzFile implements AutoCloseable {
  private final Source source;
  private final Zip zip;
  private final Map<String, Zip.Entry> entries = new LinkedHashMap<>();

  NpzFile(Source source) {
    this.source = source;
    this.zip = new Zip(source);
    for (var entry : zip.entries().values()) {
      var file = entry.name();
      if (!file.endsWith(Npz.SUFFIX)) {
        throw source.failure(
            entry.at(), "entry " + Source.quoted(file) + " should be an array, NAME.npy");
      }
      entries.put(file.substring(0, file.length() - Npz.SUFFIX.length()), entry);
    }
  }

  /**
   * Opens a file.
   *
   * @throws Failure if it is damaged, or holds anything but arrays of numbers and strings
   */
  public static NpzFile open(Path path) {
    var source = Source.open(path);
    try {
      return new NpzFile(source);
    } catch (Failure e) {
      source.close();
      throw e;
    }
  }

  /** The names of its arrays, in the file's order. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** Whether the array of that name holds strings. */
  public boolean isText(String name) {
    return NpyHeader.read(content(name)).isText();
  }

  /**
   * The numbers of that name, to be read by rows while this is open.
   *
   * @throws Misuse if there is no such array
   * @throws Failure if it is damaged or holds strings
   */
  public Npy array(String name) {
    return new Npy(content(name));
  }

  /**
   * The strings of that name.
   *
   * @throws Misuse if there is no such array
   * @throws Failure if it is damaged or holds numbers
   */
  public List<String> strings(String name) {
    var content = content(name);
    var header = NpyHeader.read(content);
    if (!header.isText()) {
      throw content.failure(0, "the array should hold strings but holds numbers");
    }
    return NpyStrings.read(content, header);
  }

  /** The file that the array of that name is. */
  Source content(String name) {
    var entry = entries.get(name);
    if (entry == null) {
      throw new Misuse(source.name() + ": no array '" + name + "' among " + names());
    }
    return zip.content(entry);
  }

  /** Closes the file. */
  @Override
  public void close() {
    source.close();
  }
}
