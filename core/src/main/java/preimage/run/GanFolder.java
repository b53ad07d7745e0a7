package preimage.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import preimage.data.Dataset;
import preimage.io.Safetensors;
import preimage.spec.Misuse;
import preimage.train.GanState;
import preimage.work.Atomically;
import preimage.work.Failure;

/** The files of one training. */
public record GanFolder(Path folder) {
  private static final String STEP = "step";

  /** Recipe and provenance, written before the first step. */
  public Path recipe() {
    return RunFile.in(folder).file();
  }

  public Path checkpoint() {
    return folder.resolve("checkpoint.safetensors");
  }

  public Path generator() {
    return folder.resolve("generator.safetensors");
  }

  public Path critic() {
    return folder.resolve("critic.safetensors");
  }

  public Path report() {
    return folder.resolve("report.html");
  }

  public Journal journal() {
    return new Journal(folder.resolve("journal.jsonl"));
  }

  /** What the averaged generator made of the same latents after so many steps. */
  public Path samples(long step) {
    return folder.resolve("samples").resolve("step-%07d.png".formatted(step));
  }

  /**
   * Looks whether {@code recipe} may be trained here; changes nothing.
   *
   * @throws Misuse if the folder holds anything and is not to be resumed, or another recipe's run
   */
  void admit(GanRecipe recipe, Dataset data, boolean resume) {
    if (!resume) {
      refuseOldFiles();
    } else if (Files.exists(recipe())) {
      refuseOtherRecipe(recipe, data);
    }
  }

  /** Makes the folder ready: all that decides the result is written before the first step. */
  void prepare(GanRecipe recipe, Dataset data) {
    new Folder(folder).make();
    new Folder(folder.resolve("samples")).make();
    Atomically.sweep(folder);
    var words = recipe.words();
    words.put("dataset", Provenance.of(data));
    RunFile.in(folder).write(words);
  }

  private void refuseOldFiles() {
    var place = new Folder(folder);
    if (!place.isEmpty()) {
      throw new Misuse(place + " is not empty; continue with --resume, or choose another --out");
    }
  }

  private void refuseOtherRecipe(GanRecipe recipe, Dataset data) {
    var old = words();
    recipe
        .difference(old)
        .ifPresent(topic -> {
          throw new Misuse(
              "%s was trained with %s %s, not %s"
                  .formatted(folder, topic, old.get(topic), recipe.words().get(topic)));
        });
    if (old.get("dataset") instanceof Map<?, ?> d && !data.sha256().equals(d.get("sha256"))) {
      throw new Misuse(folder + " was trained on other images than " + data.name() + " holds now");
    }
  }

  /** What {@code run.json} holds. */
  public Map<String, Object> words() {
    return RunFile.in(folder).words();
  }

  void save(GanState state) {
    var metadata = Map.of(STEP, String.valueOf(state.step()));
    new Safetensors(metadata, state.arrays()).write(checkpoint());
  }

  /** Whether there is a checkpoint. */
  boolean saved() {
    return Files.exists(checkpoint());
  }

  /** The step that the checkpoint was written after. */
  long step() {
    var step = Safetensors.header(checkpoint()).metadata().getOrDefault(STEP, "");
    if (!step.matches("\\d{1,18}")) {
      throw new Failure(checkpoint() + ": expected a checkpoint of a training");
    }
    return Long.parseLong(step);
  }

  /** Takes {@code state} to where the checkpoint left it. */
  void restore(GanState state) {
    long step = step();
    try {
      state.restore(Safetensors.read(checkpoint()).tensors(), step);
    } catch (Misuse e) {
      throw new Failure(checkpoint() + ": " + e.getMessage(), e);
    }
  }

  /** Whether a training came to its end here. */
  boolean published() {
    return Files.exists(generator()) && Files.exists(critic());
  }
}
