package preimage.latent;

import preimage.net.Condition;
import preimage.net.Generator;

/** Which classes a label-conditional generator is asked for when a target is recovered. */
public enum Classes {
  /** That of the target's label. */
  GIVEN,

  /**
   * Each, whatever the label: every start is made in all classes, and the label that is reported is
   * the class of the best end.
   */
  ALL;

  /** How many are tried for each target; 1 where the generator takes no class. */
  int tried(Generator generator) {
    return this == ALL && generator.condition() instanceof Condition.Label(int classes)
        ? classes
        : 1;
  }
}
