package preimage.search;

/**
 * How the search of one sample went.
 *
 * @param outcome how it ended
 * @param steps the steps taken
 * @param cost forward-equivalents spent on the sample, everything before this search included
 * @param trace its objective along the way
 */
public record Course(Outcome outcome, long steps, long cost, Trace trace) {
  /** This search, then {@code next}. */
  Course then(Course next) {
    return new Course(next.outcome, steps + next.steps, next.cost, trace.then(next.trace));
  }

  Course costing(long total) {
    return new Course(outcome, steps, total, trace);
  }
}
