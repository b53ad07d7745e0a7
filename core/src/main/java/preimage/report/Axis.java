package preimage.report;

/** One direction of a chart: what is measured, with its unit, and how it is laid out. */
public record Axis(String label, Scale scale) {
  /** Equal steps show equal differences, or equal ratios of positive values. */
  public enum Scale {
    LINEAR,
    LOG;

    /** Whether {@code value} has a place on this scale. Beyond ±1e250 it has none. */
    boolean shows(double value) {
      return Math.abs(value) <= 1e250 && (this == LINEAR || value >= 1e-250);
    }
  }

  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR);
  }

  public static Axis log(String label) {
    return new Axis(label, Scale.LOG);
  }
}
