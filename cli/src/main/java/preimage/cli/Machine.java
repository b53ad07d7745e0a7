package preimage.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import preimage.tensor.Device;

/** On what a verb computes. */
final class Machine {
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

  /** The device that was asked for, with the number of threads set. */
  Device device() {
    var chosen = Device.parse(device);
    threads.ifPresent(Device::limitThreads);
    return chosen;
  }
}
