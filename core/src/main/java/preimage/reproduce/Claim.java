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
