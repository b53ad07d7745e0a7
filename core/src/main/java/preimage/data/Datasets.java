package preimage.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.spec.Near;
import preimage.tensor.Shape;
import preimage.work.Failure;

/** The front door to data: named sets and files, as users write them. */
public final class Datasets {
  private Datasets() {}

  /**
   * Opens what {@link DatasetSpec} says, from the usual places.
   *
   * @throws Misuse if there is no such set, split, file or slice
   * @throws Failure if its files are damaged or cannot be had
   */
  public static Dataset open(String spec) {
    return open(spec, DataPlaces.usual(Optional.empty(), (file, bytes, all) -> {}, sentence -> {}));
  }

  /**
   * Opens what {@link DatasetSpec} says, named sets from {@code places}.
   *
   * @throws Misuse if there is no such set, split, file or slice
   * @throws Failure if its files are damaged or cannot be had
   */
  public static Dataset open(String text, DataPlaces places) {
    var spec = DatasetSpec.parse(text);
    for (var set : NamedSets.ALL) {
      if (set.name().equals(spec.source())) {
        return spec.slice().of(new Lookup(set, set.split(spec.part()), places).open());
      }
    }
    return spec.slice().of(file(spec));
  }

  private static Dataset file(DatasetSpec spec) {
    var path = path(spec.source());
    if (!Files.exists(path)) {
      var names = NamedSets.ALL.stream().map(NamedSet::name).toList();
      throw new Misuse(
          "no file or folder '%s' and no such data set among %s%s"
              .formatted(spec.source(), names, Near.hint(spec.source(), names)));
    }
    return DataFile.open(path, spec.part().map(Datasets::shape));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Misuse("'" + text + "' is no path: " + e.getReason());
    }
  }

  private static Shape shape(String text) {
    if (!text.matches("[13]x[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
      throw new Misuse(
          "behind a path stands the size to bring pictures to, such as 3x64x64, not '"
              + text
              + "'");
    }
    return Shape.of(Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray());
  }
}
