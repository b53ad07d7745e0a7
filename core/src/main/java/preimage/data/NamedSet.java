package preimage.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.spec.Near;
import preimage.work.Failure;

/**
 * An official data set that goes by a name, always in full.
 *
 * @param name as users write it
 * @param title one line of what it is
 * @param folders where its files lie below a data folder, in order of preference
 * @param splits the parts that it is published in; the first is the default
 * @param remotes what its hosts offer
 */
public record NamedSet(
    String name, String title, List<String> folders, List<Split> splits, List<Remote> remotes) {
  /**
   * One published part of a set.
   *
   * @param name such as {@code train}
   * @param size how many images it has
   * @param files the names of its files, unpacked, as {@code reader} wants them
   * @param reader opens them
   */
  public record Split(String name, int size, List<String> files, Reader reader) {}

  /** Opens the files of a split. */
  public interface Reader {
    /**
     * The data set in these files.
     *
     * @throws Failure if they are damaged
     */
    Dataset open(String name, List<Path> files);
  }

  /**
   * A file that can be fetched: one of the set, plain or gzip, or a {@code .tar.gz} of all.
   *
   * @param file its name
   * @param hosts the same file at one or several hosts
   * @param sha256 of its content, unpacked if it is gzip, where that is known here
   */
  public record Remote(String file, List<URI> hosts, Optional<String> sha256) {
    boolean archive() {
      return file.endsWith(".tar.gz");
    }

    boolean holds(String wanted) {
      return archive() || file.equals(wanted) || file.equals(wanted + ".gz");
    }
  }

  /**
   * The split that {@code split} means, the first where there is no name.
   *
   * @throws Misuse if there is no such split
   */
  public Split split(Optional<String> split) {
    var wanted = split.orElse(splits.getFirst().name());
    var names = splits.stream().map(Split::name).toList();
    return splits.stream()
        .filter(s -> s.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new Misuse(
                "%s has no split '%s' but %s%s"
                    .formatted(name, wanted, names, Near.hint(wanted, names))));
  }

  /**
   * The split as {@code data}, a folder of data sets, holds it, if it does.
   *
   * @throws Failure if its files there are not the whole split
   */
  Optional<Dataset> in(Path data, Split split) {
    for (var below : folders) {
      var folder = data.resolve(below);
      var found = split.files().stream().flatMap(file -> file(folder, file).stream()).toList();
      if (found.size() == split.files().size()) {
        return Optional.of(whole(split, found));
      }
      if (!found.isEmpty()) {
        throw new Failure(
            "%s holds only a part of %s:%s, which is %s"
                .formatted(folder, name, split.name(), split.files()));
      }
    }
    return Optional.empty();
  }

  /** The set's archive in {@code data}, a folder of data sets. */
  Optional<Path> archive(Path data) {
    return remotes.stream()
        .filter(Remote::archive)
        .flatMap(remote ->
            Stream.concat(folders.stream(), Stream.of(""))
                .map(folder -> data.resolve(folder).resolve(remote.file())))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** A file of the set in {@code folder}, plain or, where it is published so, gzip. */
  Optional<Path> file(Path folder, String file) {
    return Stream.concat(
            Stream.of(file),
            remotes.stream().map(Remote::file).filter(name -> name.equals(file + ".gz")))
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private Dataset whole(Split split, List<Path> files) {
    var full = name + ":" + split.name();
    var dataset = split.reader().open(full, files);
    if (dataset.size() != split.size()) {
      throw new Failure(
          "%s: has %d images where %s has %d; name a part file by its path instead"
              .formatted(files.getFirst(), dataset.size(), full, split.size()));
    }
    return dataset;
  }
}
