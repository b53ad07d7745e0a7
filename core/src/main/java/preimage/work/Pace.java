package preimage.work;

import java.util.OptionalDouble;

/**
 * How fast work goes: what was done over how long, both fading with time, so that the last half
 * minute counts most and the first seconds are no worse an estimate than any. Work that comes in
 * lumps is as fast as its last lump until the next has been waited for longer.
 */
final class Pace {
  private static final double FADING_SECONDS = 15;

  private double seconds = Double.NaN;
  private double lastSeconds = Double.NaN;
  private double lastDone;
  private double fadedSeconds;
  private double fadedDone;

  /** So much is done at this time. */
  void at(double now, double done) {
    seconds = now;
    double passed = now - lastSeconds;
    boolean first = Double.isNaN(lastSeconds);
    if (!first && (passed <= 0 || done == lastDone)) {
      return;
    }
    if (!first) {
      double kept = Math.exp(-passed / FADING_SECONDS);
      fadedSeconds = fadedSeconds * kept + passed;
      fadedDone = fadedDone * kept + (done - lastDone);
    }
    lastSeconds = now;
    lastDone = done;
  }

  /** Units a second, once some were done between two reports. */
  OptionalDouble rate() {
    return fadedSeconds > 0 && fadedDone > 0
        ? OptionalDouble.of(fadedDone / Math.max(fadedSeconds, seconds - lastSeconds))
        : OptionalDouble.empty();
  }
}
