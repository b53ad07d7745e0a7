package preimage.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;

/**
 * A folder of PNG and JPEG files: without labels where they lie in it, one class a subfolder where
 * they lie in those. Files and classes count in the order of their names; files of other kinds,
 * hidden ones, and subfolders without a picture do not count. Pictures are decoded as they are
 * asked for, and brought to one shape: cut to its proportions about the centre, scaled smoothly,
 * made grey or RGB.
 */
public final class ImageFolder {
  private ImageFolder() {}

  /**
   * Opens a folder, in the shape of its first picture.
   *
   * @throws Misuse if there is no such folder or no picture in it
   * @throws Failure if it cannot be read
   */
  public static Dataset open(Path folder) {
    return open(folder.toString(), folder, Optional.empty());
  }

  /**
   * Opens a folder, all pictures brought to {@code shape} (c, h, w), c being 1 or 3.
   *
   * @throws Misuse if there is no such folder or no picture in it
   * @throws Failure if it cannot be read
   */
  public static Dataset open(Path folder, Shape shape) {
    return open(folder.toString(), folder, Optional.of(shape));
  }

  static Dataset open(String name, Path folder, Optional<Shape> wanted) {
    var files = pictures(folder);
    var classes =
        list(folder).stream()
            .filter(Files::isDirectory)
            .map(ImageFolder::pictures)
            .filter(pictures -> !pictures.isEmpty())
            .toList();
    if (!files.isEmpty() && !classes.isEmpty()) {
      throw new Misuse(
          folder + " holds both pictures and folders of pictures; it must be one or the other");
    }
    List<Integer> labels = new ArrayList<>();
    if (files.isEmpty()) {
      files = new ArrayList<>();
      for (int i = 0; i < classes.size(); i++) {
        files.addAll(classes.get(i));
        while (labels.size() < files.size()) {
          labels.add(i);
        }
      }
    }
    if (files.isEmpty()) {
      throw new Misuse("no PNG or JPEG files in " + folder + " or its subfolders");
    }
    var shape = shape(wanted, files.getFirst(), PictureFiles.Part.WHOLE);
    var numbers = labels.stream().mapToInt(Integer::intValue).toArray();
    return new PictureFiles(
        name,
        files,
        numbers,
        numbers.length == 0 ? 0 : classes.size(),
        shape,
        PictureFiles.Part.WHOLE);
  }

  /** The wanted shape, or that of the first picture. */
  static Shape shape(Optional<Shape> wanted, Path first, PictureFiles.Part part) {
    wanted.ifPresent(ImageFolder::requireChannels);
    return wanted.orElseGet(() -> part.of(Picture.read(first)).shape());
  }

  static void requireChannels(Shape shape) {
    if (shape.rank() != 3 || (shape.size(0) != 1 && shape.size(0) != 3)) {
      throw new Misuse("pictures can be brought to 1×h×w or 3×h×w, not to " + shape);
    }
  }

  /** The picture files directly in {@code folder}, by name. */
  static List<Path> pictures(Path folder) {
    return list(folder).stream()
        .filter(file ->
            file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpg|jpeg)"))
        .filter(Files::isRegularFile)
        .toList();
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Misuse("no folder " + folder);
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw Content.unreadable(folder, e);
    }
  }
}
