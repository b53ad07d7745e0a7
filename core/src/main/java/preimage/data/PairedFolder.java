package preimage.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.work.Failure;

/**
 * A folder of paired PNG and JPEG files: either its subfolders {@code a} and {@code b} hold files
 * of the same names (endings apart), or each of its files holds both images side by side, a to the
 * left.
 */
public final class PairedFolder {
  private PairedFolder() {}

  /**
   * Opens a folder, each side in the shape of its first picture.
   *
   * @throws Misuse if there is no such folder, or it does not hold pairs
   * @throws Failure if it cannot be read
   */
  public static Pairs open(Path folder) {
    return open(folder, Optional.empty(), Optional.empty());
  }

  /**
   * Opens a folder, the images brought to {@code a} and {@code b} (c, h, w), c being 1 or 3.
   *
   * @throws Misuse if there is no such folder, or it does not hold pairs
   * @throws Failure if it cannot be read
   */
  public static Pairs open(Path folder, Shape a, Shape b) {
    return open(folder, Optional.of(a), Optional.of(b));
  }

  private static Pairs open(Path folder, Optional<Shape> a, Optional<Shape> b) {
    var left = folder.resolve("a");
    var right = folder.resolve("b");
    if (Files.isDirectory(left) || Files.isDirectory(right)) {
      var first = ImageFolder.pictures(left);
      var second = ImageFolder.pictures(right);
      requireSameNames(folder, first, second);
      return new Pairs(
          side(left.toString(), first, a, PictureFiles.Part.WHOLE),
          side(right.toString(), second, b, PictureFiles.Part.WHOLE));
    }
    var files = ImageFolder.pictures(folder);
    if (files.isEmpty()) {
      throw new Misuse(
          "neither subfolders a and b nor PNG or JPEG files of two images side by side in "
              + folder);
    }
    return new Pairs(
        side(folder + " (left)", files, a, PictureFiles.Part.LEFT_HALF),
        side(folder + " (right)", files, b, PictureFiles.Part.RIGHT_HALF));
  }

  private static Dataset side(
      String name, List<Path> files, Optional<Shape> wanted, PictureFiles.Part part) {
    var shape = ImageFolder.shape(wanted, files.getFirst(), part);
    return new PictureFiles(name, files, new int[0], 0, shape, part);
  }

  private static void requireSameNames(Path folder, List<Path> a, List<Path> b) {
    if (a.isEmpty() && b.isEmpty()) {
      throw new Misuse("no PNG or JPEG files in the subfolders a and b of " + folder);
    }
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      if (i >= a.size() || i >= b.size() || !stem(a.get(i)).equals(stem(b.get(i)))) {
        boolean inA =
            i >= b.size() || (i < a.size() && stem(a.get(i)).compareTo(stem(b.get(i))) < 0);
        var lone = inA ? a.get(i) : b.get(i);
        throw new Misuse(lone + " has no picture of the same name to go with it");
      }
    }
  }

  private static String stem(Path file) {
    var name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
