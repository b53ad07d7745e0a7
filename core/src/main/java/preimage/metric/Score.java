package preimage.metric;

import java.util.Locale;

/**
 * A value and what it was computed from.
 *
 * @param metric its name, such as {@code fid} or {@code recall}
 */
public record Score(String metric, double value, Manifest manifest) {
  /** The name with the extractor's, without which the value says little: {@code FID[pixels]}. */
  public String label() {
    var name = metric.length() <= 3 ? metric.toUpperCase(Locale.ROOT) : metric;
    return name + "[" + manifest.word(Sample.EXTRACTOR) + "]";
  }
}
