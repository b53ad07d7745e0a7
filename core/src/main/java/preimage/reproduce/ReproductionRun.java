package preimage.reproduce;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import preimage.report.Report;
import preimage.report.Words;
import preimage.run.GridFolder;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Progress;

/**
 * A reproduction from plan to files; killed at any moment and resumed, it gives the same tables.
 * They are written after each cell, so that they can be looked at while they grow.
 *
 * @param resume go on with what the folder holds
 * @param lender another reproduction's folder, whose cells serve where they are the same
 */
public record ReproductionRun(
    Reproduction reproduction,
    Plan plan,
    GridFolder folder,
    boolean resume,
    Optional<GridFolder> lender) {
  private static final String SEEDS = "seeds";

  /** What may differ between a folder and what it is filled with. */
  private static final Set<String> GROWING = Set.of(SEEDS, Reproduction.METHODS);

  /** One that fills all cells itself. */
  public ReproductionRun(Reproduction reproduction, Plan plan, GridFolder folder, boolean resume) {
    this(reproduction, plan, folder, resume, Optional.empty());
  }

  /**
   * Fills the cells.
   *
   * @param wanted which of them, by their names; the others stay as they are
   * @return what is there at the end
   * @throws Misuse if the plan cannot be carried out, the folder holds something else, or cells of
   *     two judges would stand in one table
   */
  public Document fill(Predicate<String> wanted, Progress progress) {
    var words = new LinkedHashMap<String, Object>();
    words.put("reproduction", reproduction.name());
    words.put("scale", plan.scale().toString());
    words.put(SEEDS, plan.seeds());
    words.putAll(reproduction.words(plan));
    var jobs = reproduction.jobs(plan);
    if (jobs.stream().noneMatch(job -> wanted.test(job.name()))) {
      throw new Misuse("no cell is called so among " + jobs.stream().map(Job::name).toList());
    }
    folder.admit(words, GROWING, resume);
    var cells = new Cells(folder.cells());
    cells.read(jobs);
    lender.ifPresent(other -> refuseOthers(other, words));
    var lent = lender.map(other -> cells.lent(jobs, new Cells(other.cells()))).orElse(Map.of());
    folder.prepare(words);
    cells.borrow(lent);
    cells.fill(jobs, job -> wanted.test(job.name()), progress, this::write);
    return write(cells.read(jobs));
  }

  /** Cells know the names of their data alone, and some not which part of it. */
  private void refuseOthers(GridFolder other, Map<String, Object> words) {
    var theirs = other.words();
    words.forEach((topic, mine) -> {
      boolean decides =
          reproduction.sharing() ? topic.endsWith("sha256") : !GROWING.contains(topic);
      if (decides && !mine.equals(theirs.get(topic))) {
        throw new Misuse(
            "cells of %s cannot serve here: their %s is %s, not %s"
                .formatted(other.folder(), topic, theirs.get(topic), mine));
      }
    });
  }

  private static String lost(Results results) {
    return results.lost().isEmpty()
        ? ""
        : " Without numbers, since a training diverged or all images of a class are one: "
            + String.join(", ", results.lost())
            + ".";
  }

  private Document write(Results results) {
    var page = reproduction.page(plan, results);
    Map<String, Object> words = folder.words();
    var scale = plan.scale() + " scale";
    var title = "%s: %s (%s)".formatted(reproduction.name(), reproduction.title(), scale);
    var summary = reproduction.source() + ". " + page.summary() + lost(results);
    var report = new Report(title, summary, page.sections(), Words.flat(words));
    var document = new Document(report, reproduction.name(), plan.scale(), plan.seeds());
    Atomically.write(folder.markdown(), document.markdown());
    Atomically.write(folder.json(), document.json());
    report.write(folder.report());
    return document;
  }
}
