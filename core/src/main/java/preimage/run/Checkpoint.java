package preimage.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import preimage.io.Safetensors;
import preimage.spec.Misuse;
import preimage.train.TrainingState;
import preimage.work.Failure;

/** All that a training remembers, in a file that is whole or not there. */
public record Checkpoint(Path file) {
  private static final String STEP = "step";

  public void save(TrainingState state) {
    var metadata = Map.of(STEP, String.valueOf(state.step()));
    new Safetensors(metadata, state.arrays()).write(file);
  }

  /** Whether there is one. */
  public boolean saved() {
    return Files.exists(file);
  }

  /** The step that it was written after. */
  long step() {
    var step = Safetensors.header(file).metadata().getOrDefault(STEP, "");
    if (!step.matches("\\d{1,18}")) {
      throw new Failure(file + ": expected a checkpoint of a training");
    }
    return Long.parseLong(step);
  }

  /**
   * Takes {@code state} to where it was when this was written.
   *
   * @throws Failure if it is of another training
   */
  public void restore(TrainingState state) {
    long step = step();
    try {
      state.restore(Safetensors.read(file).tensors(), step);
    } catch (Misuse e) {
      throw new Failure(file + ": " + e.getMessage(), e);
    }
  }
}
