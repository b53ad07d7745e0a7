package preimage.reproduce;

import java.nio.file.Path;
import preimage.spec.Misuse;
import preimage.work.Progress;

/**
 * One cell of a table: work that is done or not done.
 *
 * @param name in words of letters, digits and dots, joined by hyphens; names its files
 * @param recipe all that decides the result, beside what the whole reproduction has in common
 * @param effort about how long it takes, in a unit that the jobs of one reproduction share
 * @param work done once
 */
public record Job(String name, String recipe, double effort, Work work) {
  public Job {
    if (!name.matches("[a-z0-9.]+(-[a-z0-9.]+)*")) {
      throw new Misuse("a cell cannot be called '" + name + "'");
    }
  }

  /** What is to be done; equal work gives equal results. */
  @FunctionalInterface
  public interface Work {
    Result at(Desk desk);
  }

  /**
   * Where the work is done.
   *
   * @param cells the folder of all cells
   * @param cell the name of this one
   */
  public record Desk(Path cells, String cell, Progress progress) {
    /** Where this cell may keep what it needs to go on after it was killed. */
    public Path own() {
      return of(cell);
    }

    /** What another cell has kept. */
    public Path of(String other) {
      return cells.resolve(other);
    }
  }
}
