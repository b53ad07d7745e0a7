package preimage.spec;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The word that was probably meant. */
public final class Near {
  private Near() {}

  /**
   * The candidate closest to {@code word}, if any is close: up to one edit in three letters, or
   * {@code word} is how it begins. Case does not count.
   */
  public static Optional<String> to(String word, Collection<String> candidates) {
    int allowed = (word.length() + 1) / 3;
    return candidates.stream()
        .filter(candidate -> distance(word, candidate, allowed) <= allowed)
        .min(comparingInt(candidate -> distance(word, candidate, allowed)));
  }

  /** What to say at the end of a sentence: {@code ; did you mean 'steps'?}, or nothing. */
  public static String hint(String word, Collection<String> candidates) {
    return to(word, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** {@code no 'fgsm' among [pgd, …]}, with the hint. */
  public static Misuse missing(String word, Collection<String> candidates) {
    return new Misuse("no '" + word + "' among " + candidates + hint(word, candidates));
  }

  /**
   * How many letters to insert, delete, replace or swap with their neighbours (optimal string
   * alignment), or anything above {@code limit} once it is certain to be more.
   */
  private static int distance(String first, String second, int limit) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    if (a.length() >= 2 && b.startsWith(a)) {
      return Math.min(limit, b.length() - a.length());
    }
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
