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
import preimage.tensor.Device;
import preimage.work.Progress;

/** On what a verb computes, and where it finds its data. */
final class Machine {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Look for data sets here first; otherwise in PREIMAGE_DATA.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda|auto",
      description = "Compute on this device; the CPU unless told otherwise.")
  private String device = "cpu";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Let one operation use so many threads; one for each core unless told.")
  private Optional<Integer> threads = Optional.empty();

  /** Where named data sets are looked for. */
  DataPlaces data(Progress progress) {
    return DataPlaces.usual(data, watch(progress), progress::say);
  }

  /** The images that {@code spec} names. */
  Dataset open(String spec, Progress progress) {
    return Datasets.open(spec, data(progress));
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

  /** The device that was asked for, with the number of threads set. */
  Device device() {
    var chosen = Device.parse(device);
    threads.ifPresent(Device::limitThreads);
    return chosen;
  }
}
