package preimage.data;

import preimage.spec.Misuse;
import preimage.tensor.Shape;

/** Pairs as images whose channels are those of the first, then those of the second. */
final class Stacked implements Dataset {
  private final String name;
  private final Pairs pairs;
  private final Sha256 sha256 = new Sha256();

  Stacked(String name, Pairs pairs) {
    this.name = name;
    this.pairs = pairs;
    var a = pairs.first().shape();
    var b = pairs.second().shape();
    if (a.size(1) != b.size(1) || a.size(2) != b.size(2)) {
      throw new Misuse(
          "%s and %s are of %s and %s; bring them to one size, as by %s:3x64x64"
              .formatted(pairs.first().name(), pairs.second().name(), a, b, name));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public Shape shape() {
    var a = pairs.first().shape();
    return Shape.of(a.size(0) + pairs.second().shape().size(0), a.size(1), a.size(2));
  }

  @Override
  public int classes() {
    return 0;
  }

  @Override
  public String sha256() {
    return sha256.of(this);
  }

  @Override
  public Images images(int... indices) {
    var a = pairs.first().images(indices);
    var b = pairs.second().images(indices);
    int one = a.shape().count();
    int other = b.shape().count();
    var pixels = new float[Math.multiplyExact(indices.length, one + other)];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(a.pixels(), i * one, pixels, i * (one + other), one);
      System.arraycopy(b.pixels(), i * other, pixels, i * (one + other) + one, other);
    }
    return new Images(shape(), pixels);
  }
}
