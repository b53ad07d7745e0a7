package preimage.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import preimage.data.Dataset;
import preimage.io.Safetensors;
import preimage.spec.Misuse;
import preimage.train.GanState;
import preimage.work.Atomically;
import preimage.work.Failure;

/** The files of one training. */
public record GanFolder(Path folder) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String STEP = "step";

  /** Recipe and provenance, written before the first step. */
  public Path recipe() {
    return folder.resolve("run.json");
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
   * Makes the folder ready for {@code recipe}.
   *
   * @throws Misuse if it holds anything and is not to be resumed, or holds another recipe's run
   */
  void prepare(GanRecipe recipe, Dataset data, boolean resume) {
    try {
      Files.createDirectories(folder.resolve("samples"));
      if (!resume) {
        refuseOldFiles();
      }
    } catch (IOException e) {
      throw new Failure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
    if (resume && Files.exists(recipe())) {
      refuseOtherRecipe(recipe, data);
    }
    var words = recipe.words();
    words.put("dataset", Provenance.of(data));
    words.put("made-with", Provenance.here());
    Atomically.write(recipe(), text(words) + "\n");
  }

  private void refuseOldFiles() throws IOException {
    try (var files = Files.list(folder)) {
      var old = files.filter(f -> !f.endsWith("samples")).findFirst();
      if (old.isPresent()) {
        throw new Misuse(folder + " is not empty; continue with --resume, or choose another --out");
      }
    }
  }

  private void refuseOtherRecipe(GanRecipe recipe, Dataset data) {
    var old = words();
    if (!recipe.continues(old)) {
      throw new Misuse(
          "%s was trained by another recipe (%s), not %s"
              .formatted(folder, text(old), text(recipe.words())));
    }
    if (old.get("dataset") instanceof Map<?, ?> d && !data.sha256().equals(d.get("sha256"))) {
      throw new Misuse(folder + " was trained on other images than " + data.name() + " holds now");
    }
  }

  /** What {@code run.json} holds. */
  public Map<String, Object> words() {
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> words = JSON.readValue(Files.readString(recipe()), Map.class);
      return words;
    } catch (IOException e) {
      throw new Failure("cannot read " + recipe() + ": " + e.getMessage(), e);
    }
  }

  void save(GanState state) {
    var metadata = Map.of(STEP, String.valueOf(state.step()));
    new Safetensors(metadata, state.arrays()).write(checkpoint());
  }

  /** The checkpoint, where there is one. */
  Optional<Safetensors> saved() {
    return Files.exists(checkpoint())
        ? Optional.of(Safetensors.read(checkpoint()))
        : Optional.empty();
  }

  /** The step that a checkpoint was written after. */
  long step(Safetensors saved) {
    var step = saved.metadata().getOrDefault(STEP, "");
    if (!step.matches("\\d{1,18}")) {
      throw new Failure(checkpoint() + ": expected a checkpoint of a training");
    }
    return Long.parseLong(step);
  }

  static String text(Map<String, Object> words) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new LinkedHashMap<>(words));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of words can always be written", e);
    }
  }
}
