package preimage.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Shape;

/** Opens a file or folder of images of any kind known here, which its first bytes tell. */
final class DataFile {
  private DataFile() {}

  /**
   * Opens {@code path}; images are brought to {@code wanted} if it is there.
   *
   * @throws Misuse if it is of no known kind
   */
  static Dataset open(Path path, Optional<Shape> wanted) {
    if (Files.isDirectory(path)) {
      return ImageFolder.open(path.toString(), path, wanted);
    }
    return open(path, Content.of(path), wanted);
  }

  private static Dataset open(Path path, Content content, Optional<Shape> wanted) {
    var name = path.toString();
    if (content.bytes().byteSize() == 0) {
      throw new Misuse(path + " is empty");
    }
    var start = start(content.head());
    if (start.startsWith("\u0089PNG") || start.startsWith("\u00ff\u00d8\u00ff")) {
      var picture = Picture.read(path);
      return new InMemory(name, wanted.map(shape -> Resize.to(shape, picture)).orElse(picture));
    }
    if (wanted.isPresent()) {
      return new Resized(open(path, content, Optional.empty()), wanted.get());
    }
    if (start.startsWith("\u0093NUMPY")) {
      return NpyImages.openNpy(path);
    }
    if (start.startsWith("PK")) {
      return NpyImages.openNpz(path);
    }
    if (start.startsWith("\0\0\b")) {
      return IdxFile.open(path);
    }
    if (start.startsWith("UL=\u001e")) {
      return NorbFile.open(name, path, beside(path, "-dat", "-cat"));
    }
    if (start.startsWith("MATLAB 5.0")) {
      return SvhnFile.open(path);
    }
    return bySize(path, content.bytes());
  }

  /** CIFAR-10's and STL-10's files begin with what their first image holds. */
  private static Dataset bySize(Path path, MemorySegment bytes) {
    long size = bytes.byteSize();
    boolean cifar = size % CifarFile.RECORD == 0;
    boolean stl = size % StlFile.RECORD == 0;
    if (cifar && !(stl && path.toString().endsWith("_X.bin"))) {
      return CifarFile.open(path);
    }
    if (stl) {
      return StlFile.open(path.toString(), path, beside(path, "_X", "_y"));
    }
    throw new Misuse(
        path
            + " is no file of images known here: IDX, CIFAR-10 (whole images of 3073 bytes), STL-10"
            + " (27648 bytes), MATLAB 5 (SVHN), small NORB, .npy, .npz, PNG or JPEG");
  }

  private static Optional<Path> beside(Path images, String mark, String other) {
    var name = images.getFileName().toString();
    var labels = images.resolveSibling(name.replace(mark, other));
    return Optional.of(labels).filter(p -> !p.equals(images) && Files.exists(p));
  }

  private static String start(MemorySegment head) {
    return new String(head.toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }
}
