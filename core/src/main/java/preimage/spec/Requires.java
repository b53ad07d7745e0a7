package preimage.spec;

/** What settings must be; each is named in the {@link Misuse} that refuses it. */
public final class Requires {
  private Requires() {}

  public static void notNegative(double value, String name) {
    if (!(value >= 0)) {
      throw new Misuse(name + " must not be negative but was " + value);
    }
  }

  public static void positive(double value, String name) {
    if (!(value > 0)) {
      throw new Misuse(name + " must be positive but was " + value);
    }
  }

  public static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new Misuse(name + " must be at least " + least + " but was " + value);
    }
  }
}
