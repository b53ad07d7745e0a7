package preimage.data;

import java.util.Arrays;
import preimage.spec.Misuse;
import preimage.tensor.Shape;

/** Another data set's images with class numbers of their own. */
public final class Labelled implements Dataset {
  private final Dataset images;
  private final int[] labels;
  private final Sha256 sha256 = new Sha256();

  /**
   * Labels {@code images}.
   *
   * @param labels a class number for each
   * @throws Misuse if they are not as many, or one is negative
   */
  public Labelled(Dataset images, int... labels) {
    if (labels.length != images.size()) {
      throw new Misuse(
          "%s has %d images, which cannot have %d class numbers"
              .formatted(images.name(), images.size(), labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw new Misuse("the class number of image " + i + " is negative: " + labels[i]);
      }
    }
    this.images = images;
    this.labels = labels.clone();
  }

  @Override
  public String name() {
    return images.name();
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public Shape shape() {
    return images.shape();
  }

  /** One more than the largest class number. */
  @Override
  public int classes() {
    return Arrays.stream(labels).max().orElse(-1) + 1;
  }

  @Override
  public String sha256() {
    return sha256.of(this);
  }

  @Override
  public Images images(int... indices) {
    var found = images.images(indices);
    int[] chosen = Arrays.stream(indices).map(i -> labels[i]).toArray();
    return new Images(found.shape(), found.pixels(), chosen);
  }
}
