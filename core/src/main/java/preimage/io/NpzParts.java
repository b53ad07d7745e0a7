package preimage.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;
import preimage.work.Atomically;
import preimage.work.Failure;

/**
 * {@code .npz} files whose arrays, the same in each, are to be one behind the other along their
 * first axis. What is joined is never in memory as a whole: one array of one file at a time.
 *
 * @param files at least one, each as {@link Npz} writes them
 */
public record NpzParts(List<Path> files) {
  public NpzParts {
    files = List.copyOf(files);
  }

  /**
   * Writes them as the one file that {@link Npz} would write of the whole.
   *
   * @throws Failure if a part is damaged or unlike the first, or the file cannot be written
   */
  public void join(Path target) {
    Atomically.write(target, this::writeTo);
  }

  private void writeTo(OutputStream out) throws IOException {
    var zip = new ZipOutputStream(out);
    for (var name : of(files.getFirst(), NpzFile::names)) {
      boolean text = of(files.getFirst(), file -> file.isText(name));
      Npz.store(zip, name, text ? strings(name) : numbers(name));
    }
    zip.finish();
  }

  private Iterable<byte[]> numbers(String name) {
    var first = of(files.getFirst(), file -> Form.of(file.array(name)));
    var shape = new ArrayList<>(first.row());
    int rows = 0;
    for (var path : files) {
      var form = of(path, file -> Form.of(file.array(name)));
      if (form.type() != first.type() || !form.row().equals(first.row())) {
        throw new Failure(path + ": '" + name + "' is not as in " + files.getFirst());
      }
      rows = Math.addExact(rows, form.rows());
    }
    shape.addFirst(rows);
    return pieces(
        Npy.start(first.type(), shape),
        path -> of(path, file -> Npy.read(file.content(name)).bytes()));
  }

  private Iterable<byte[]> strings(String name) {
    int width = 1;
    int count = 0;
    for (var path : files) {
      var texts = of(path, file -> file.strings(name));
      width = Math.max(width, NpyStrings.width(texts));
      count = Math.addExact(count, texts.size());
    }
    int widest = width;
    return pieces(
        NpyStrings.start(width, count),
        path -> of(path, file -> NpyStrings.values(file.strings(name), widest)));
  }

  private Iterable<byte[]> pieces(byte[] start, Function<Path, byte[]> values) {
    return new Iterable<>() {
      @Override
      public Iterator<byte[]> iterator() {
        return Stream.concat(Stream.of(start), files.stream().map(values)).iterator();
      }
    };
  }

  private static <T> T of(Path path, Function<NpzFile, T> question) {
    try (var file = NpzFile.open(path)) {
      return question.apply(file);
    }
  }

  /** What arrays must have in common, but for their {@code rows}. */
  private record Form(NdArray.Type type, int rows, List<Integer> row) {
    static Form of(Npy array) {
      var shape = array.shape();
      if (shape.isEmpty()) {
        throw new Failure("a single value cannot be joined to others");
      }
      return new Form(array.type(), shape.getFirst(), shape.subList(1, shape.size()));
    }
  }
}
