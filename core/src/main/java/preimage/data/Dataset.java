package preimage.data;

import java.security.MessageDigest;
import java.util.stream.IntStream;
import preimage.tensor.Shape;

/** Images in a fixed order, read by index; safe for use by several threads. */
public interface Dataset {
  /** What the user calls it, such as {@code fashion-mnist:test}. */
  String name();

  int size();

  /** (c, h, w) of every image. */
  Shape shape();

  /** The number of classes; 0 where images have no labels. */
  int classes();

  /**
   * The SHA-256 of the content, in hexadecimal, for provenance: the same for the same pixels and
   * labels in the same order, whatever file format or slice they were read from. (Pictures that are
   * resized on reading count by their files and the size asked for.)
   */
  String sha256();

  /**
   * The images at {@code indices}, in that order, with their labels.
   *
   * @throws IndexOutOfBoundsException if an index is not below {@link #size}
   */
  Images images(int... indices);

  /** Images {@code from} up to but not including {@code to}. */
  default Images range(int from, int to) {
    return images(IntStream.range(from, to).toArray());
  }

  /**
   * Adds the content of one image and its label to {@code digest}; {@link #sha256} is made of
   * these.
   */
  default void digest(int index, MessageDigest digest) {
    Sha256.add(images(index), digest);
  }
}
