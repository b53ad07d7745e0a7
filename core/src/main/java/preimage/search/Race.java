package preimage.search;

import preimage.spec.Misuse;

/** Which of several starts of a sample are worth the solver. */
public interface Race {
  /** All of them. */
  record None() implements Race {}

  /**
   * Successive halving: all run a heat, the lower half goes on to the next, until no more than some
   * are left. Heats count, so a loser's end is where its last heat has left it.
   *
   * @param heat what each start is given before it is compared
   * @param keep the starts of a sample that are left for the solver, at least 1
   * @see <a href="https://arxiv.org/abs/1502.07943">Jamieson and Talwalkar, 2016</a>
   */
  record Halving(Solver heat, int keep) implements Race {
    public Halving {
      if (keep < 1) {
        throw new Misuse("keep must be at least 1 but was " + keep);
      }
    }

    /** Twenty steps of Adam at a rate of .1; two are left. */
    public Halving() {
      this(new Adam(.1, 20, new Schedule.Constant()), 2);
    }
  }
}
