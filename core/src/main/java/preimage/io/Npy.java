package preimage.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import preimage.work.Atomically;
import preimage.work.Failure;

/**
 * NumPy's {@code .npy} files: versions 1 to 3, row- and column-major, either byte order; unsigned
 * integers of more than one byte come as the next wider signed type. An open one is read by rows,
 * so that it may be larger than the heap; several threads may share it.
 */
public final class Npy implements AutoCloseable {
  private final Source source;
  private final NpyHeader header;

  /** The array that {@code source} is; closing this closes it. */
  Npy(Source source) {
    this.source = source;
    this.header = header(source);
  }

  /**
   * Opens an array of numbers for reading by rows.
   *
   * @throws Failure if it is none, naming the byte and what was expected
   */
  public static Npy open(Path path) {
    var source = Source.open(path);
    try {
      return new Npy(source);
    } catch (Failure e) {
      source.close();
      throw e;
    }
  }

  /**
   * The whole array in row-major order.
   *
   * @throws Failure if it is none, naming the byte and what was expected
   */
  public static NdArray read(Path path) {
    try (var source = Source.open(path)) {
      return read(source);
    }
  }

  /** As {@code read} of a path; {@code source} stays open. */
  public static NdArray read(Source source) {
    var header = header(source);
    return numbers(source, header);
  }

  static NdArray numbers(Source source, NpyHeader header) {
    long length = Sizes.product(header.shape(), header.width());
    var raw = source.read(header.offset(), length, "the array");
    return array(source, header, header.shape(), raw);
  }

  /** Writes the array, all of it or nothing; BFLOAT16, which NumPy lacks, as FLOAT32. */
  public static void write(Path path, NdArray array) {
    Atomically.write(
        path,
        out -> {
          for (var piece : written(array)) {
            out.write(piece);
          }
        });
  }

  /** The file's content in pieces: header, values. */
  static List<byte[]> written(NdArray array) {
    var values =
        array.type() == NdArray.Type.BFLOAT16 ? NdArray.of(array.floats()).bytes() : array.bytes();
    return List.of(start(array.type(), array.shape()), values);
  }

  /** What stands before the values of such an array. */
  static byte[] start(NdArray.Type type, List<Integer> shape) {
    return NpyHeader.written(descr(type), shape);
  }

  /** The sizes of the whole array. */
  public List<Integer> shape() {
    return header.shape();
  }

  /** What holds its values here. */
  public NdArray.Type type() {
    return header.encoding().type();
  }

  /** Whether the first index varies fastest, so that a row lies scattered over the file. */
  public boolean columnMajor() {
    return header.columnMajor();
  }

  /**
   * The values of rows {@code from} up to but not including {@code to}, a row being all that shares
   * a first index, as floats in row-major order.
   *
   * @throws IndexOutOfBoundsException if there are no such rows
   */
  public float[] rows(int from, int to) {
    return block(from, to).floats();
  }

  /** As {@link #rows}, as they are stored. */
  public NdArray block(int from, int to) {
    var shape = header.shape();
    Objects.checkFromToIndex(from, to, shape.isEmpty() ? 0 : shape.getFirst());
    var rest = shape.subList(1, shape.size());
    var block = new ArrayList<>(rest);
    block.addFirst(to - from);
    return array(source, header, block, raw(from, to, Sizes.product(rest, 1)));
  }

  private byte[] raw(int from, int to, long perRow) {
    long width = header.width();
    if (!header.columnMajor()) {
      long offset = header.offset() + from * perRow * width;
      return source.read(offset, (to - from) * perRow * width, "the rows");
    }
    long run = (to - from) * width;
    var raw = source.allocate(run * perRow, "the rows");
    for (int start = 0; start < raw.length; start += (int) run) {
      long item = start / run * header.shape().getFirst() + from;
      var values = source.read(header.offset() + item * width, run, "the rows");
      System.arraycopy(values, 0, raw, start, values.length);
    }
    return raw;
  }

  private static NdArray array(Source source, NpyHeader header, List<Integer> shape, byte[] raw) {
    var ordered =
        header.columnMajor() && shape.size() > 1
            ? Sizes.gather(raw, header.width(), shape, Sizes.columnMajor(shape))
            : raw;
    var encoding = header.encoding();
    var bytes = encoding.decoded(ordered, source, header.offset());
    return new NdArray(encoding.type(), shape, bytes);
  }

  private static NpyHeader header(Source source) {
    var header = NpyHeader.read(source);
    if (header.isText()) {
      throw source.failure(0, "the array should hold numbers but holds strings");
    }
    return header;
  }

  private static String descr(NdArray.Type type) {
    return switch (type) {
      case FLOAT16 -> "<f2";
      case FLOAT32, BFLOAT16 -> "<f4";
      case FLOAT64 -> "<f8";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case INT32 -> "<i4";
      case INT64 -> "<i8";
      case BOOL -> "|b1";
    };
  }

  /** Closes the file. */
  @Override
  public void close() {
    source.close();
  }
}
