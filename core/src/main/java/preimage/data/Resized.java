package preimage.data;

import preimage.tensor.Shape;

/** Another data set whose images are all brought to {@code shape}, one by one as they are read. */
final class Resized implements Dataset {
  private final Dataset all;
  private final Shape shape;
  private final Sha256 sha256 = new Sha256();

  Resized(Dataset all, Shape shape) {
    this.all = all;
    this.shape = shape;
  }

  @Override
  public String name() {
    return all.name() + ":" + shape.toString().replace('×', 'x');
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public Shape shape() {
    return shape;
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
    int count = shape.count();
    var pixels = new float[Math.multiplyExact(indices.length, count)];
    var labels = new int[classes() == 0 ? 0 : indices.length];
    for (int i = 0; i < indices.length; i++) {
      var image = all.images(indices[i]);
      System.arraycopy(Resize.to(shape, image).pixels(), 0, pixels, i * count, count);
      if (labels.length > 0) {
        labels[i] = image.labels()[0];
      }
    }
    return new Images(shape, pixels, labels);
  }
}
