package preimage.data;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
 * @param objection what is wrong with the folder that the user chose; said when a set is looked
 *     for, since files need no such folder
 */
public record DataPlaces(
    List<Path> folders,
    Path cache,
    Optional<URI> mirror,
    Download download,
    Consumer<String> say,
    Optional<String> objection) {
  /** Where Debian's packages of data sets put them. */
  private static final Path SYSTEM = Path.of("/usr/share/datasets");

  /** Folders nobody objects to. */
  public DataPlaces(
      List<Path> folders,
      Path cache,
      Optional<URI> mirror,
      Download download,
      Consumer<String> say) {
    this(folders, cache, mirror, download, say, Optional.empty());
  }

  /**
   * The usual places: {@code chosen} (the user's {@code --data-dir}) or else {@code PREIMAGE_DATA},
   * the system's data sets, the user's cache ({@code XDG_CACHE_HOME} or {@code ~/.cache}), and the
   * published hosts or else {@code PREIMAGE_MIRROR}.
   *
   * @throws Misuse if the mirror is no address
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
    var first = chosen.or(() -> value(environment, "PREIMAGE_DATA").map(Path::of));
    var by = chosen.isPresent() ? "--data-dir" : "PREIMAGE_DATA";
    var cache =
        value(environment, "XDG_CACHE_HOME")
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache"));
    return new DataPlaces(
        Stream.concat(first.stream(), Stream.of(SYSTEM)).toList(),
        cache.resolve("preimage").resolve("data"),
        value(environment, "PREIMAGE_MIRROR").map(DataPlaces::mirror),
        new Download(watch),
        say,
        first
            .filter(folder -> !Files.isDirectory(folder))
            .map(folder -> by + ": there is no folder " + folder));
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
