package preimage.report;

import preimage.data.Images;

/** One picture for each sample, all of one kind. */
public sealed interface Strip {
  /** What the pictures are: {@code "target"}; "" for none. */
  String label();

  int count();

  /** Images as they are. */
  record Plain(String label, Images images) implements Strip {
    @Override
    public int count() {
      return images.count();
    }
  }

  /**
   * The signed difference {@code found − target}, mean over channels, in colours: blue where found
   * is darker, black where both are equal, orange where found is brighter.
   *
   * @param limit the difference that has the full colour, as have all beyond it; in pixel units
   */
  record Difference(String label, Images target, Images found, double limit) implements Strip {
    public Difference {
      if (!target.shape().equals(found.shape()) || target.count() != found.count()) {
        throw new IllegalArgumentException(
            "%d images of %s cannot be compared with %d of %s"
                .formatted(target.count(), target.shape(), found.count(), found.shape()));
      }
      if (!(limit > 0 && limit <= 1)) {
        throw new IllegalArgumentException("limit must be in (0, 1] but was " + limit);
      }
    }

    @Override
    public int count() {
      return target.count();
    }
  }

  static Strip of(String label, Images images) {
    return new Plain(label, images);
  }

  /** The difference, in full colour from half of the pixel range on. */
  static Strip difference(String label, Images target, Images found) {
    return new Difference(label, target, found, .5);
  }
}
