package preimage.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import preimage.spec.Misuse;
import preimage.work.Failure;

/**
 * An official data set that goes by a name, always in full.
 *
 * @param name as users write it
 * @param title one line of what it is
 * @param folders where its files lie below a data folder, in order of preference
 * @param splits the parts that it is published in; the first is the default
 */
public record NamedSet(String name, String title, List<String> folders, List<Split> splits) {
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
    Dataset open(String name, List<Path> files);
  }

  /**
   * The split that {@code name} means, the first where there is no name.
   *
   * @throws Misuse if there is no such split
   */
  public Split split(Optional<String> split) {
    var wanted = split.orElse(splits.getFirst().name());
    return splits.stream()
        .filter(s -> s.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new Misuse(
                "no split '%s' in %s, which has %s"
                    .formatted(wanted, name, splits.stream().map(Split::name).toList())));
  }

  /**
   * The split as {@code data}, a folder of data sets, holds it, if it does.
   *
   * @throws Failure if its files there are not the whole split
   */
  Optional<Dataset> in(Path data, Split split) {
    for (var folder : folders) {
      var found = split.files().stream().flatMap(file -> file(data.resolve(folder), file)).toList();
      if (found.size() == split.files().size()) {
        return Optional.of(whole(split, found));
      }
      if (!found.isEmpty()) {
        throw new Failure(
            "%s holds only %s of %s:%s, which needs %s"
                .formatted(data.resolve(folder), names(found), name, split.name(), split.files()));
      }
    }
    return Optional.empty();
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

  private static Stream<Path> file(Path folder, String file) {
    return Stream.of(file, file + ".gz").map(folder::resolve).filter(Files::isRegularFile).limit(1);
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
