package preimage.data;

import java.security.MessageDigest;
import java.util.List;
import preimage.tensor.Shape;

/** Several data sets of one shape as one, one behind the other. */
final class Joined implements Dataset {
  private final String name;
  private final List<Dataset> parts;
  private final int[] ends;
  private final Sha256 sha256 = new Sha256();

  Joined(String name, List<Dataset> parts) {
    this.name = name;
    this.parts = List.copyOf(parts);
    ends = parts.stream().mapToInt(Dataset::size).toArray();
    for (int i = 1; i < ends.length; i++) {
      ends[i] = Math.addExact(ends[i - 1], ends[i]);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return ends[ends.length - 1];
  }

  @Override
  public Shape shape() {
    return parts.getFirst().shape();
  }

  @Override
  public int classes() {
    return parts.stream().mapToInt(Dataset::classes).max().orElse(0);
  }

  @Override
  public String sha256() {
    return sha256.of(this);
  }

  @Override
  public Images images(int... indices) {
    int count = shape().count();
    var pixels = new float[Math.multiplyExact(indices.length, count)];
    var labels = new int[classes() == 0 ? 0 : indices.length];
    for (int i = 0; i < indices.length; i++) {
      int part = part(indices[i]);
      var image = parts.get(part).images(indices[i] - start(part));
      System.arraycopy(image.pixels(), 0, pixels, i * count, count);
      if (labels.length > 0) {
        labels[i] = image.labels()[0];
      }
    }
    return new Images(shape(), pixels, labels);
  }

  @Override
  public void digest(int index, MessageDigest digest) {
    int part = part(index);
    parts.get(part).digest(index - start(part), digest);
  }

  private int part(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(name + " has " + size() + " images, none at " + index);
    }
    int part = 0;
    while (index >= ends[part]) {
      part++;
    }
    return part;
  }

  private int start(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }
}
