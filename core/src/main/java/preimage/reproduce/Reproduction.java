package preimage.reproduce;

import java.util.List;
import java.util.Map;

/** A table or figure of a paper, as work that can be done piece by piece. */
public interface Reproduction {
  /** The topic of the methods that cells are filled by, each of which remembers its own. */
  String METHODS = "methods";

  /** What users call it: {@code lipton-table1}. */
  String name();

  /** What it is about, in some words. */
  String title();

  /** Which table or figure of which paper. */
  String source();

  /** How often each number is found unless the user says. */
  default int seeds() {
    return 1;
  }

  /**
   * All that decides the results beside scale and seeds, by topic: models, data, numbers of
   * samples; and as topic {@value #METHODS} what each job's recipe says, which may change.
   *
   * @throws preimage.spec.Misuse if this cannot be had, or does not suit; said before any work
   */
  Map<String, Object> words(Plan plan);

  /**
   * Whether its cells' recipes and the sums of its data say all that decides them, so that cells of
   * another reproduction can serve here.
   */
  default boolean sharing() {
    return false;
  }

  /** The cells, in the order in which they are filled. */
  List<Job> jobs(Plan plan);

  /** What the results say; cells that are not there yet stay empty. */
  Page page(Plan plan, Results results);
}
