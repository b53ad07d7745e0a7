package preimage.work;

import java.util.OptionalDouble;

/**
 * How fast work goes: what was done over how long, both fading with time, so that the last half
 * minute counts most and the first seconds are no worse an estimate than any.
 */
final class Pace {
  private static final double FADING_SECONDS = 15;

  private double lastSeconds = Double.NaN;
  private double lastDone;
  private double fadedSeconds;
  private double fadedDone;

  /** So much is done at this time. */
  void at(double seconds, double done) {
    double passed = seconds - lastSeconds;
    if (passed > 0) {
      double kept = Math.exp(-passed / FADING_SECONDS);
      fadedSeconds = fadedSeconds * kept + passed;
      fadedDone = fadedDone * kept + (done - lastDone);
    }
    if (!(passed <= 0)) {
      lastSeconds = seconds;
      lastDone = done;
    }
  }

  /** Units a second, once two reports have been heard. */
  OptionalDouble rate() {
    return fadedSeconds > 0 && fadedDone > 0
        ? OptionalDouble.of(fadedDone / fadedSeconds)
        : OptionalDouble.empty();
  }
}
