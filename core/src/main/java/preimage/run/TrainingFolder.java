package preimage.run;

import java.nio.file.Path;
import java.util.Map;
import preimage.data.Dataset;
import preimage.spec.Misuse;
import preimage.work.Atomically;

/** The files that every training has. */
record TrainingFolder(Path folder) {
  /** Recipe and provenance, written before the first step. */
  Path recipe() {
    return RunFile.in(folder).file();
  }

  Checkpoint checkpoint() {
    return new Checkpoint(folder.resolve("checkpoint.safetensors"));
  }

  Path report() {
    return folder.resolve("report.html");
  }

  Journal journal() {
    return new Journal(folder.resolve("journal.jsonl"));
  }

  /**
   * Looks whether {@code recipe} may be trained here; changes nothing.
   *
   * @throws Misuse if the folder holds anything and is not to be resumed, or anything but a run of
   *     this recipe
   */
  void admit(TrainingRecipe recipe, Dataset data, boolean resume) {
    if (new Folder(folder).holdsRun(resume)) {
      refuseOtherRecipe(recipe, data);
    }
  }

  /** Makes the folder ready: all that decides the result is written before the first step. */
  void prepare(TrainingRecipe recipe, Dataset data) {
    new Folder(folder).make();
    Atomically.sweep(folder);
    var words = recipe.words();
    words.put("dataset", Provenance.of(data));
    RunFile.in(folder).write(words);
  }

  private void refuseOtherRecipe(TrainingRecipe recipe, Dataset data) {
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
  Map<String, Object> words() {
    return RunFile.in(folder).words();
  }
}
