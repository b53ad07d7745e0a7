package preimage.train;

import preimage.spec.Misuse;

/** What settings must be. */
final class Requires {
  private Requires() {}

  static void notNegative(double value, String name) {
    if (!(value >= 0)) {
      throw new Misuse(name + " must not be negative but was " + value);
    }
  }

  static void positive(double value, String name) {
    if (!(value > 0)) {
      throw new Misuse(name + " must be positive but was " + value);
    }
  }

  static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new Misuse(name + " must be at least " + least + " but was " + value);
    }
  }
}
