package preimage.tensor;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import preimage.spec.Misuse;

/**
 * The sizes of one sample, all positive, without the batch dimension: {@code 1×28×28} or {@code
 * 100}; one that is not positive, or whose product exceeds an {@code int}, is a {@link Misuse}.
 */
public record Shape(List<Integer> sizes) {
  public Shape {
    sizes = List.copyOf(sizes);
    double count = 1;
    for (int size : sizes) {
      count = size < 1 ? Double.NaN : count * size;
    }
    if (!(count <= Integer.MAX_VALUE)) {
      throw new Misuse("sizes must be positive, their product below 2^31, but were " + sizes);
    }
  }

  public static Shape of(int... sizes) {
    return new Shape(Arrays.stream(sizes).boxed().toList());
  }

  public int rank() {
    return sizes.size();
  }

  public int size(int dimension) {
    return sizes.get(dimension);
  }

  /** The number of values in one sample. */
  public int count() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /** The sizes of a batch of {@code n} samples, batch first. */
  public long[] batch(long n) {
    var all = new long[rank() + 1];
    all[0] = n;
    for (int i = 0; i < rank(); i++) {
      all[i + 1] = size(i);
    }
    return all;
  }

  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(joining("×"));
  }
}
