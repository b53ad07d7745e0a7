package preimage.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import us.hebi.matlab.mat.types.Source;

/**
 * A MATLAB file that announces no more than it can hold. The library reserves what a tag's length
 * says, and reads tags with {@link #readInt}, so a length beyond {@code most} is refused there.
 */
record BoundedSource(Source source, long fileSize, long most) implements Source {
  /** Tags of up to four bytes carry their length above bit 16. */
  private static final long SHORT_TAG = 1 << 20;

  /** Deflate packs at most 1,032 bytes into one. */
  private static final long MOST_PACKED = 1032;

  /** The file itself, of which nothing is unpacked yet. */
  BoundedSource(Source source, long fileSize) {
    this(source, fileSize, Math.max(SHORT_TAG, fileSize));
  }

  @Override
  public int readInt() throws IOException {
    int value = source.readInt();
    if (value < 0 || value > most) {
      throw new IOException("at byte " + getPosition() + " a length of " + value);
    }
    return value;
  }

  @Override
  public Source readInflated(int size, int buffer) throws IOException {
    return new BoundedSource(
        source.readInflated(size, buffer), fileSize, Math.max(SHORT_TAG, MOST_PACKED * fileSize));
  }

  @Override
  public Source order(ByteOrder order) {
    source.order(order);
    return this;
  }

  @Override
  public ByteOrder order() {
    return source.order();
  }

  @Override
  public long getPosition() {
    return source.getPosition();
  }

  @Override
  public byte readByte() throws IOException {
    return source.readByte();
  }

  @Override
  public void readBytes(byte[] to, int from, int count) throws IOException {
    source.readBytes(to, from, count);
  }

  @Override
  public short readShort() throws IOException {
    return source.readShort();
  }

  @Override
  public void readShorts(short[] to, int from, int count) throws IOException {
    source.readShorts(to, from, count);
  }

  @Override
  public void readInts(int[] to, int from, int count) throws IOException {
    source.readInts(to, from, count);
  }

  @Override
  public long readLong() throws IOException {
    return source.readLong();
  }

  @Override
  public void readLongs(long[] to, int from, int count) throws IOException {
    source.readLongs(to, from, count);
  }

  @Override
  public float readFloat() throws IOException {
    return source.readFloat();
  }

  @Override
  public void readFloats(float[] to, int from, int count) throws IOException {
    source.readFloats(to, from, count);
  }

  @Override
  public double readDouble() throws IOException {
    return source.readDouble();
  }

  @Override
  public void readDoubles(double[] to, int from, int count) throws IOException {
    source.readDoubles(to, from, count);
  }

  @Override
  public boolean isMutatedByChildren() {
    return source.isMutatedByChildren();
  }

  @Override
  public void readByteBuffer(ByteBuffer to) throws IOException {
    source.readByteBuffer(to);
  }

  @Override
  public void skip(long count) throws IOException {
    source.skip(count);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
