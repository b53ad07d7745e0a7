package preimage.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.IntStream;
import preimage.tensor.Shape;

/** Picture files, decoded as they are asked for and brought to one shape. */
final class PictureFiles implements Dataset {
  /** What of each picture counts. */
  enum Part {
    WHOLE,
    LEFT_HALF,
    RIGHT_HALF;

    Images of(Images picture) {
      int height = picture.shape().size(1);
      int width = picture.shape().size(2);
      int half = width / 2;
      return switch (this) {
        case WHOLE -> picture;
        case LEFT_HALF -> Resize.cut(picture, 0, 0, height, half);
        case RIGHT_HALF -> Resize.cut(picture, 0, width - half, height, half);
      };
    }
  }

  private final String name;
  private final List<Path> files;
  private final int[] labels;
  private final int classes;
  private final Shape shape;
  private final Part part;
  private final Sha256 sha256 = new Sha256();

  /** {@code labels} holds one class number below {@code classes} a file, or nothing. */
  PictureFiles(String name, List<Path> files, int[] labels, int classes, Shape shape, Part part) {
    this.name = name;
    this.files = List.copyOf(files);
    this.labels = labels;
    this.classes = classes;
    this.shape = shape;
    this.part = part;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public String sha256() {
    return sha256.of(this);
  }

  @Override
  public Images images(int... indices) {
    int count = shape.count();
    var pixels = new float[Math.multiplyExact(indices.length, count)];
    var chosen = new int[labels.length == 0 ? 0 : indices.length];
    IntStream.range(0, indices.length)
        .parallel()
        .forEach(i -> {
          var picture = part.of(Picture.read(files.get(indices[i])));
          var image = Resize.to(shape, picture);
          System.arraycopy(image.pixels(), 0, pixels, i * count, count);
          if (chosen.length > 0) {
            chosen[i] = labels[indices[i]];
          }
        });
    return new Images(shape, pixels, chosen);
  }

  @Override
  public void digest(int index, MessageDigest digest) {
    var file = files.get(index);
    try {
      digest.update(part.name().getBytes(UTF_8));
      Sha256.add(Files.readAllBytes(file), labels.length == 0 ? -1 : labels[index], digest);
    } catch (IOException e) {
      throw Content.unreadable(file, e);
    }
  }
}
