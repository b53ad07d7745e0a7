package preimage.metric;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import preimage.tensor.Tensor;
import preimage.work.Failure;

/**
 * Where rows wait that an extractor gives batch by batch: on the heap or, if they take much of it,
 * in a temporary file that goes when nobody refers to it any more.
 */
sealed interface Store {
  /** Takes rows (b, d) as those from {@code from} on. */
  void put(int from, Tensor rows);

  /** All rows, once all were put. */
  Features features();

  /**
   * Room for {@code count} rows of {@code d} numbers, on the heap if these take at most {@code
   * heap} bytes.
   */
  static Store of(int count, int d, long heap) {
    return (long) count * d * Float.BYTES <= heap
        ? new Heap(new float[count][])
        : new Disk(count, d, Disk.open());
  }

  /** A row each. */
  record Heap(float[][] rows) implements Store {
    @Override
    public void put(int from, Tensor tensor) {
      var values = tensor.toArray();
      int d = Math.toIntExact(tensor.size(1));
      for (int i = 0; i * d < values.length; i++) {
        rows[from + i] = new float[d];
        System.arraycopy(values, i * d, rows[from + i], 0, d);
      }
    }

    @Override
    public Features features() {
      return Features.of(rows);
    }
  }

  /** Row after row, as floats. */
  record Disk(int count, int d, FileChannel channel) implements Store {
    private static FileChannel open() {
      try {
        Path file = Files.createTempFile("preimage", ".rows");
        return FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException e) {
        throw failure("write to", e);
      }
    }

    private static Failure failure(String what, IOException e) {
      return new Failure(
          "cannot %s a temporary file in %s: %s"
              .formatted(what, System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    }

    private long offset(int row) {
      return (long) row * d * Float.BYTES;
    }

    @Override
    public void put(int from, Tensor tensor) {
      var values = tensor.toArray();
      var bytes = buffer(values.length);
      bytes.asFloatBuffer().put(values);
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes, offset(from) + bytes.position());
        }
      } catch (IOException e) {
        throw failure("write to", e);
      }
    }

    @Override
    public Features features() {
      return new Features(count, d, this::read);
    }

    private void read(int from, int to, double[] into) {
      var bytes = buffer((to - from) * d);
      try {
        while (bytes.hasRemaining()) {
          if (channel.read(bytes, offset(from) + bytes.position()) < 0) {
            throw new IOException("it became shorter");
          }
        }
      } catch (IOException e) {
        throw failure("read", e);
      }
      var values = bytes.flip().asFloatBuffer();
      for (int at = 0; values.hasRemaining(); at++) {
        into[at] = values.get();
      }
    }

    private static ByteBuffer buffer(int floats) {
      return ByteBuffer.allocate(Math.multiplyExact(floats, Float.BYTES))
          .order(ByteOrder.nativeOrder());
    }
  }
}
