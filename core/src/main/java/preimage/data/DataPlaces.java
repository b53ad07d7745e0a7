package preimage.data;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import preimage.io.Source;
import preimage.spec.Misuse;

/**
 * Where named sets are looked for.
 *
 * @param folders folders of data sets, such as {@code /data} for {@code
 *     /data/mnist/train-images-idx3-ubyte.gz}, in order of preference
 * @param cache the folder that downloads go to
 * @param mirror fetches from {@code mirror/SET/FILE} instead of the published hosts
 * @param download how to fetch
 * @param say hears sentences for the user: what is fetched, which hash was recorded
 */
public record DataPlaces(
    List<Path> folders, Path cache, Optional<URI> mirror, Download download, Consumer<String> say) {
  /** Where Debian's packages of data sets put them. */
  private static final Path SYSTEM = Path.of("/usr/share/datasets");

  /**
   * The usual places: {@code chosen} (the user's {@code --data-dir}) or else {@code PREIMAGE_DATA},
   * the system's data sets, the user's cache ({@code XDG_CACHE_HOME} or {@code ~/.cache}), and the
   * published hosts or else {@code PREIMAGE_MIRROR}.
   *
   * @throws Misuse if the folder that the user chose does not exist, or the mirror is no address
   */
  public static DataPlaces usual(
      Optional<Path> chosen, Download.Watch watch, Consumer<String> say) {
    return of(chosen, System.getenv(), watch, say);
  }

  static DataPlaces of(
      Optional<Path> chosen,
      Map<String, String> environment,
      Download.Watch watch,
      Consumer<String> say) {
    var folders = new ArrayList<Path>();
    chosen.or(() -> value(environment, "PREIMAGE_DATA").map(Path::of)).ifPresent(folders::add);
    if (!folders.stream().allMatch(Files::isDirectory)) {
      throw new Misuse("no data folder " + folders.getFirst());
    }
    folders.add(SYSTEM);
    var cache =
        value(environment, "XDG_CACHE_HOME")
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache"));
    return new DataPlaces(
        List.copyOf(folders),
        cache.resolve("preimage").resolve("data"),
        value(environment, "PREIMAGE_MIRROR").map(DataPlaces::mirror),
        new Download(watch),
        say);
  }

  private static URI mirror(String text) {
    try {
      if (text.matches("https?://.*")) {
        return new URI(text.replaceAll("/+$", ""));
      }
    } catch (URISyntaxException e) {
      throw new Misuse("PREIMAGE_MIRROR is no address: " + e.getMessage());
    }
    throw new Misuse("PREIMAGE_MIRROR must be an http address but is " + Source.quoted(text));
  }

  private static Optional<String> value(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }
}
