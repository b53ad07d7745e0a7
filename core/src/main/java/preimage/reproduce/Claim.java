package preimage.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import preimage.report.Section;

/**
 * What a paper says, and whether it shows here.
 *
 * @param says the claim, as a sentence without its full stop
 * @param shows whether the numbers bear it out
 * @param numbers those that decide; NaN while they are missing
 * @param words a format of them
 */
record Claim(String says, boolean shows, String words, double... numbers) {
  /**
   * A difference that is said to lie on one side of zero, which it shows if its whole interval
   * does.
   *
   * @param low whether that side is below
   * @param digits after the point
   */
  static Claim difference(String says, Paired paired, boolean low, int digits) {
    var number = "%%+.%df".formatted(digits);
    if (Double.isNaN(paired.margin())) {
      return new Claim(says, false, number + " with one seed, no interval", paired.mean());
    }
    return new Claim(
        says,
        low ? paired.below() : paired.above(),
        "%1$s, 95 %%%% interval %1$s to %1$s, %2$d seeds".formatted(number, paired.count()),
        paired.mean(),
        paired.low(),
        paired.high());
  }

  private String sentence() {
    if (Arrays.stream(numbers).anyMatch(Double::isNaN)) {
      return says + ": not measured yet.";
    }
    var verdict = shows ? "shows here" : "does not show here";
    Object[] values = IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).toArray();
    return "%s: %s (%s).".formatted(says, verdict, String.format(Locale.ROOT, words, values));
  }

  static Section section(List<Claim> claims) {
    return new Section.Text("What the paper says", claims.stream().map(Claim::sentence).toList());
  }
}
