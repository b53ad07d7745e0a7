package preimage.latent;

import preimage.net.Generator;

/** A way to recover latents, perhaps another one for each generator. */
public interface Chooser {
  /** What to do for {@code generator}. */
  Choice on(Generator generator);

  /**
   * What was chosen.
   *
   * @param why one clause, for people
   */
  record Choice(Recovery recovery, String why) {
    /** What was not left open. */
    public static Choice told(Recovery recovery) {
      return new Choice(recovery, "as told");
    }

    /** The same with so many starts a target. */
    public Choice withRestarts(int count) {
      return new Choice(recovery.withRestarts(count), why);
    }
  }
}
