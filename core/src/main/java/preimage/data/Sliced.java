package preimage.data;

import java.security.MessageDigest;
import java.util.Arrays;
import preimage.tensor.Shape;

/** The images of a data set that a slice chooses; {@code size} says how many these are. */
final class Sliced implements Dataset {
  private final Dataset all;
  private final Slice slice;
  private final int size;
  private final Sha256 sha256 = new Sha256();

  Sliced(Dataset all, Slice slice, int size) {
    this.all = all;
    this.slice = slice;
    this.size = size;
  }

  @Override
  public String name() {
    return all.name() + slice;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape shape() {
    return all.shape();
  }

  @Override
  public int classes() {
    return all.classes();
  }

  @Override
  public String sha256() {
    return sha256.of(this);
  }

  @Override
  public Images images(int... indices) {
    return all.images(Arrays.stream(indices).map(this::place).toArray());
  }

  @Override
  public void digest(int index, MessageDigest digest) {
    all.digest(place(index), digest);
  }

  private int place(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(name() + " has " + size + " images, none at " + index);
    }
    return slice.from() + index * slice.step();
  }
}
