package preimage.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The files of one training of a GAN. */
public record GanFolder(Path folder) {
  /** Those that every training has. */
  TrainingFolder files() {
    return new TrainingFolder(folder);
  }

  /** Recipe and provenance, written before the first step. */
  public Path recipe() {
    return files().recipe();
  }

  public Path checkpoint() {
    return files().checkpoint().file();
  }

  public Path generator() {
    return folder.resolve("generator.safetensors");
  }

  public Path critic() {
    return folder.resolve("critic.safetensors");
  }

  public Path report() {
    return files().report();
  }

  public Journal journal() {
    return files().journal();
  }

  /** What the averaged generator made of the same latents after so many steps. */
  public Path samples(long step) {
    return folder.resolve("samples").resolve(String.format(Locale.ROOT, "step-%07d.png", step));
  }

  /** Makes room for pictures. */
  void makeSamples() {
    new Folder(folder.resolve("samples")).make();
  }

  /** What {@code run.json} holds. */
  public Map<String, Object> words() {
    return files().words();
  }

  /** Whether there is a checkpoint. */
  boolean saved() {
    return files().checkpoint().saved();
  }

  /** The step that the checkpoint was written after. */
  long step() {
    return files().checkpoint().step();
  }

  /** Whether a training came to its end here. */
  boolean published() {
    return Files.exists(generator()) && Files.exists(critic());
  }
}
