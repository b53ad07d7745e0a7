package preimage.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Failure;

/** A folder that a run writes to. */
record Folder(Path path) {
  /** Whether nothing would be lost here: it holds no file, or is not there yet. */
  boolean isEmpty() {
    if (!Files.exists(path)) {
      return true;
    }
    try (var files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Whether there is a run to go on with; changes nothing.
   *
   * @throws Misuse if there is anything and it is not to be resumed, or anything but a run: that
   *     would be overwritten
   */
  boolean holdsRun(boolean resume) {
    if (isEmpty()) {
      return false;
    }
    if (!resume) {
      throw new Misuse(this + " is not empty; continue with --resume, or choose another --out");
    }
    boolean run = Files.exists(RunFile.in(path).file());
    if (!run && !holdsLeftoversOnly()) {
      throw new Misuse(this + " holds files of another kind; choose another --out");
    }
    return run;
  }

  /** Whether all that it holds are temporary files of writes that were cut off. */
  private boolean holdsLeftoversOnly() {
    try (var files = Files.list(path)) {
      return files.allMatch(Atomically::isTemporary);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Makes it, and the folders that it lies in, where they are not there yet. */
  void make() {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * The same for a run that nothing is there for yet.
   *
   * @throws Misuse if it holds anything
   */
  void makeFresh() {
    if (!isEmpty()) {
      throw new Misuse(this + " is not empty; choose another --out");
    }
    make();
  }

  private Failure unwritable(IOException e) {
    var reason =
        switch (e) {
          case AccessDeniedException _ -> "it may not be written to";
          case FileAlreadyExistsException _, NotDirectoryException _ -> "it is a file";
          case FileSystemException other -> String.valueOf(other.getReason());
          default -> String.valueOf(e.getMessage());
        };
    return new Failure("cannot write to " + this + ": " + reason, e);
  }

  @Override
  public String toString() {
    return path.toString().isEmpty() ? "this folder" : path.toString();
  }
}
