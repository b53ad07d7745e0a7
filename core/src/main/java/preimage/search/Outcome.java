package preimage.search;

/** How the search of one sample ended. */
public enum Outcome {
  /** There is nothing left to gain that the working precision could tell. */
  CONVERGED,

  /** All steps were taken. */
  STEPS_SPENT,

  /** No better point was found nearby, though the objective has a slope here. */
  STALLED,

  /** The objective became infinite or undefined; the best point is from before. */
  DIVERGED
}
