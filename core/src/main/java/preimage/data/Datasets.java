package preimage.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
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
    return open(spec, DataPlaces.usual(Optional.empty(), sentence -> {}));
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
        return spec.slice().of(named(set, set.split(spec.part()), places));
      }
    }
    return spec.slice().of(file(spec));
  }

  private static Dataset named(NamedSet set, NamedSet.Split split, DataPlaces places) {
    for (var folder : places.folders()) {
      var found = set.in(folder, split);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return set.in(places.cache(), split)
        .orElseThrow(() ->
            new Failure(
                "%s is in none of %s and %s; put its files in a folder '%s' of one of these"
                    .formatted(
                        set.name(), places.folders(), places.cache(), set.folders().getFirst())));
  }

  private static Dataset file(DatasetSpec spec) {
    var path = path(spec.source());
    if (!Files.exists(path)) {
      throw new Misuse(unknown(spec.source()));
    }
    var content = Content.map(path);
    if (content.bytes().byteSize() % CifarFile.RECORD == 0) {
      return CifarFile.open(path);
    }
    return IdxFile.open(path);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Misuse("'" + text + "' is no path: " + e.getReason());
    }
  }

  private static String unknown(String source) {
    List<String> names = NamedSets.ALL.stream().map(NamedSet::name).toList();
    return "no file '" + source + "' and no data set of this name among " + names;
  }
}
