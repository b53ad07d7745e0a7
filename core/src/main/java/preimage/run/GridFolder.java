package preimage.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import preimage.spec.Misuse;
import preimage.work.Atomically;

/** The files of a grid of cells that is filled bit by bit. */
public record GridFolder(Path folder) {
  /** Recipe and provenance, written before the first cell is filled. */
  public Path recipe() {
    return RunFile.in(folder).file();
  }

  /** The folder of what is in the cells. */
  public Path cells() {
    return folder.resolve("cells");
  }

  /** For people who read text. */
  public Path markdown() {
    return folder.resolve("table.md");
  }

  /** For machines. */
  public Path json() {
    return folder.resolve("table.json");
  }

  public Path report() {
    return folder.resolve("report.html");
  }

  /** What {@code run.json} holds. */
  public Map<String, Object> words() {
    return RunFile.in(folder).words();
  }

  /**
   * Looks whether the grid of {@code words} may be filled here; changes nothing.
   *
   * @param growing the topics that may change between two sittings
   * @throws Misuse if the folder holds anything and is not to be resumed, or anything but this grid
   */
  public void admit(Map<String, Object> words, Set<String> growing, boolean resume) {
    if (new Folder(folder).holdsRun(resume)) {
      refuseOther(words, growing);
    }
  }

  /** Makes the folder ready: {@code words} are written before the first cell is filled. */
  public void prepare(Map<String, Object> words) {
    new Folder(folder).make();
    Atomically.sweep(folder);
    // Before the folder of the cells, without it nobody could go on from here.
    RunFile.in(folder).write(words);
    new Folder(cells()).make();
    Atomically.sweep(cells());
  }

  private void refuseOther(Map<String, Object> words, Set<String> growing) {
    var old = words();
    words.forEach((topic, now) -> {
      var then = old.get(topic);
      if (!growing.contains(topic) && !Objects.equals(String.valueOf(then), String.valueOf(now))) {
        throw new Misuse(
            "%s was made with %s %s, not %s".formatted(new Folder(folder), topic, then, now));
      }
    });
  }
}
