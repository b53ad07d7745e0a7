package preimage.data;

import java.util.Arrays;
import preimage.tensor.Shape;

/** A data set of images that are on the heap already. */
public final class InMemory implements Dataset {
  private final String name;
  private final Images images;
  private final Sha256 sha256 = new Sha256();

  public InMemory(String name, Images images) {
    this.name = name;
    this.images = images;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return images.count();
  }

  @Override
  public Shape shape() {
    return images.shape();
  }

  /** One more than the largest label. */
  @Override
  public int classes() {
    return Arrays.stream(images.labels()).max().orElse(-1) + 1;
  }

  @Override
  public String sha256() {
    return sha256.of(this);
  }

  @Override
  public Images images(int... indices) {
    int count = shape().count();
    var pixels = new float[Math.multiplyExact(indices.length, count)];
    var labels = new int[images.labelled() ? indices.length : 0];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= size()) {
        throw new IndexOutOfBoundsException(
            name + " has " + size() + " images, none at " + indices[i]);
      }
      System.arraycopy(images.pixels(), indices[i] * count, pixels, i * count, count);
      if (images.labelled()) {
        labels[i] = images.labels()[indices[i]];
      }
    }
    return new Images(shape(), pixels, labels);
  }
}
