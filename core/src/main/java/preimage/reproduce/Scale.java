package preimage.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import preimage.spec.Near;

/** How much of the paper's work is done. */
public enum Scale {
  /** What two cores do in an hour or so. */
  REDUCED,

  /** As many samples and steps as in the paper. */
  PAPER;

  /**
   * The scale of that name.
   *
   * @throws preimage.spec.Misuse if there is none
   */
  public static Scale parse(String name) {
    return Arrays.stream(values())
        .filter(scale -> scale.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Near.missing(name, List.of(values()).stream().map(Scale::toString).toList()));
  }

  /** What belongs to this scale. */
  public <T> T of(T reduced, T paper) {
    return this == REDUCED ? reduced : paper;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
