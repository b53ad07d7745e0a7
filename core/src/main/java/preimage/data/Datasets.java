package preimage.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.spec.Near;
import preimage.tensor.Shape;
import preimage.work.Failure;

/** The front door to data: named sets and files, as users write them. */
public final class Datasets {
  private static final List<String> SIDES = List.of("a", "b");

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
    var spec = spec(text);
    for (var set : NamedSets.ALL) {
      boolean split = spec.part().filter(Datasets::isSize).isEmpty();
      if (set.name().equals(spec.source()) && split) {
        return spec.slice().of(new Lookup(set, set.split(spec.part()), places).open());
      }
    }
    return spec.slice().of(side(spec).or(() -> resized(spec, places)).orElseGet(() -> file(spec)));
  }

  /** What {@code text} says: if it is the name of a file as a whole, that file. */
  private static DatasetSpec spec(String text) {
    var name = text.split("[:\\[]", 2)[0];
    boolean named = NamedSets.ALL.stream().anyMatch(set -> set.name().equals(name));
    return !named && exists(text)
        ? new DatasetSpec(text, Optional.empty(), Slice.ALL)
        : DatasetSpec.parse(text);
  }

  private static boolean exists(String text) {
    try {
      return !text.isEmpty() && Files.exists(Path.of(text));
    } catch (InvalidPathException _) {
      // On some systems what follows a path, such as :3x64x64, cannot be a part of one.
      return false;
    }
  }

  /** {@code facades/:b} and {@code facades/:b:3x64x64}: one side of a folder of pairs. */
  private static Optional<Dataset> side(DatasetSpec spec) {
    boolean sized = spec.part().filter(Datasets::isSize).isPresent();
    var inner = sized ? spec(spec.source()) : spec;
    if (inner.part().filter(SIDES::contains).isEmpty()
        || !Files.isDirectory(path(inner.source()))) {
      return Optional.empty();
    }
    var pairs = pairs(inner.source() + (sized ? ":" + spec.part().orElseThrow() : ""));
    return inner.part().map(side -> side.equals("a") ? pairs.first() : pairs.second());
  }

  /** {@code stl10:unlabelled:3x48x48}: images of a named set, brought to a size. */
  private static Optional<Dataset> resized(DatasetSpec spec, DataPlaces places) {
    var inner = spec(spec.source());
    boolean named = NamedSets.ALL.stream().anyMatch(set -> set.name().equals(inner.source()));
    return spec.part()
        .filter(part -> named && isSize(part))
        .map(Datasets::shape)
        .map(shape -> new Resized(open(spec.source(), places), shape));
  }

  /**
   * Opens a folder of paired pictures, see {@link PairedFolder}: a path, and behind it the size to
   * bring both to, such as {@code facades/:3x64x64}.
   *
   * @throws Misuse if there is no such folder, or it does not hold pairs
   * @throws Failure if it cannot be read
   */
  public static Pairs pairs(String text) {
    var spec = spec(text);
    if (!spec.slice().equals(Slice.ALL)) {
      throw new Misuse("a folder of pairs takes no slice: " + text);
    }
    var folder = path(spec.source());
    return spec.part()
        .map(Datasets::shape)
        .map(shape -> PairedFolder.open(folder, shape, shape))
        .orElseGet(() -> PairedFolder.open(folder));
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

  private static boolean isSize(String text) {
    return text.matches("[13]x[1-9]\\d{0,4}x[1-9]\\d{0,4}");
  }

  private static Shape shape(String text) {
    if (!isSize(text)) {
      throw new Misuse(
          "behind a path stands the size to bring pictures to, such as 3x64x64, not '"
              + text
              + "'");
    }
    return Shape.of(Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray());
  }
}
