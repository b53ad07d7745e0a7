package preimage.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import preimage.spec.Misuse;

/**
 * Where named sets are looked for.
 *
 * @param folders folders of data sets, such as {@code /data} for {@code
 *     /data/mnist/train-images-idx3-ubyte.gz}, in order of preference
 * @param cache the folder that downloads go to
 * @param say hears sentences for the user: what is fetched, which hash was recorded
 */
public record DataPlaces(List<Path> folders, Path cache, Consumer<String> say) {
  /** Where Debian's packages of data sets put them. */
  private static final Path SYSTEM = Path.of("/usr/share/datasets");

  /**
   * The usual places: {@code chosen} (the user's {@code --data-dir}) or else {@code PREIMAGE_DATA},
   * the system's data sets, and the user's cache.
   *
   * @throws Misuse if the folder that the user chose does not exist
   */
  public static DataPlaces usual(Optional<Path> chosen, Consumer<String> say) {
    return of(chosen, System.getenv(), say);
  }

  static DataPlaces of(
      Optional<Path> chosen, Map<String, String> environment, Consumer<String> say) {
    var folders = new ArrayList<Path>();
    chosen.or(() -> folder(environment, "PREIMAGE_DATA")).ifPresent(folders::add);
    if (!folders.stream().allMatch(Files::isDirectory)) {
      throw new Misuse("no data folder " + folders.getFirst());
    }
    folders.add(SYSTEM);
    var home = Path.of(System.getProperty("user.home"), ".cache");
    var cache = folder(environment, "XDG_CACHE_HOME").orElse(home);
    return new DataPlaces(folders, cache.resolve("preimage").resolve("data"), say);
  }

  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(s -> !s.isBlank()).map(Path::of);
  }
}
