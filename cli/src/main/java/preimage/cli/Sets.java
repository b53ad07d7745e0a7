package preimage.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;
import preimage.data.DataPlaces;
import preimage.data.Dataset;
import preimage.data.Datasets;
import preimage.data.Download;
import preimage.data.Images;
import preimage.work.Progress;

/** Where a verb finds its data. */
final class Sets {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Look for data sets here first; otherwise in PREIMAGE_DATA.")
  private Optional<Path> data = Optional.empty();

  /** The images that {@code spec} names. */
  Dataset open(String spec, Progress progress) {
    return Datasets.open(spec, DataPlaces.usual(data, watch(progress), progress::say));
  }

  /** So many images of what {@code spec} names, from the first again where there are fewer. */
  Images conditions(String spec, int count, Progress progress) {
    var set = open(spec, progress);
    return set.images(IntStream.range(0, count).map(i -> i % set.size()).toArray()).withoutLabels();
  }

  private static Download.Watch watch(Progress progress) {
    Map<String, Progress.Task> tasks = new ConcurrentHashMap<>();
    return (file, bytes, all) -> {
      var task =
          tasks.computeIfAbsent(file, name -> progress.start("fetching " + name, "bytes", all));
      task.at(bytes);
      if (all.isPresent() && bytes >= all.getAsLong()) {
        task.close();
        tasks.remove(file);
      }
    };
  }
}
