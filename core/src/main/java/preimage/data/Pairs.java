package preimage.data;

import preimage.spec.Misuse;

/**
 * Images in pairs, as image-conditional models want them: image i of {@code first} goes with image
 * i of {@code second}.
 */
public record Pairs(Dataset first, Dataset second) {
  public Pairs {
    if (first.size() != second.size()) {
      throw new Misuse(
          "%s has %d images but %s, which should go with it, has %d"
              .formatted(first.name(), first.size(), second.name(), second.size()));
    }
  }

  /**
   * The pairs as one data set called {@code name}: images whose channels are those of the first,
   * then those of the second.
   *
   * @throws Misuse if they are of different sizes
   */
  public Dataset stacked(String name) {
    return new Stacked(name, this);
  }

  public int size() {
    return first.size();
  }
}
