package preimage.reproduce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import preimage.io.Npz;
import preimage.run.RunFile;
import preimage.spec.Misuse;
import preimage.work.Progress;

/**
 * One cell of a table: work that is done or not done.
 *
 * @param name in words of letters, digits and dots, joined by hyphens; names its files
 * @param recipe all that decides the result, beside what the whole reproduction has in common
 * @param effort about how long it takes, in a unit that the jobs of one reproduction share
 * @param needs the names of the cells that must be filled before
 * @param work done once
 */
public record Job(String name, String recipe, double effort, List<String> needs, Work work) {
  /** The fact of a cell that was filled elsewhere: the folder of all cells there. */
  static final String FROM = "from";

  public Job {
    needs = List.copyOf(needs);
    if (!name.matches("[a-z0-9.]+(-[a-z0-9.]+)*")) {
      throw new Misuse("a cell cannot be called '" + name + "'");
    }
  }

  /** One that needs no other. */
  public Job(String name, String recipe, double effort, Work work) {
    this(name, recipe, effort, List.of(), work);
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

    /** What another cell has kept, here or where it was filled. */
    public Path of(String other) {
      var where = Files.exists(file(other)) ? words(other).getOrDefault(FROM, cells) : cells;
      return Path.of(where.toString()).resolve(other);
    }

    /**
     * The facts of another cell.
     *
     * @throws Misuse if it is not filled
     */
    public Map<String, Object> words(String other) {
      var file = file(other);
      if (!Files.exists(file)) {
        throw new Misuse("cell %s needs cell %s first".formatted(cell, other));
      }
      return new RunFile(file).words();
    }

    /** The arrays of another cell, which must be filled and have some. */
    public Npz arrays(String other) {
      return Npz.read(cells.resolve(other + ".npz"));
    }

    private Path file(String other) {
      return cells.resolve(other + ".json");
    }
  }
}
