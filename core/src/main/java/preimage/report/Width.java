package preimage.report;

import java.util.ArrayList;
import java.util.List;

/** How wide text is, without asking a font. */
final class Width {
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}
  };

  private Width() {}

  /** The columns that a terminal gives to {@code text}: East Asian characters take two. */
  static int columns(String text) {
    return text.codePoints().map(Width::columns).sum();
  }

  /** About as many pixels as {@code text} takes in a sans-serif font of {@code size} pixels. */
  static double pixels(String text, double size) {
    return text.codePoints().mapToDouble(Width::share).sum() * size;
  }

  private static double share(int character) {
    if ("fijltrI.,:;'|!()[] ".indexOf(character) >= 0) {
      return .32;
    }
    if ("mwMW%@".indexOf(character) >= 0) {
      return .86;
    }
    return columns(character) * (Character.isUpperCase(character) ? .7 : .58);
  }

  /** {@code text}, cut short with an ellipsis where it would be wider than {@code pixels}. */
  static String cut(String text, double size, double pixels) {
    if (pixels(text, size) <= pixels) {
      return text;
    }
    int end = text.length();
    while (end > 0 && pixels(text.substring(0, end) + "…", size) > pixels) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }

  /** {@code text} in lines of at most about {@code pixels}, broken between words. */
  static List<String> lines(String text, double size, double pixels) {
    var lines = new ArrayList<String>();
    for (var word : text.split(" ", -1)) {
      var longer = lines.isEmpty() ? word : lines.getLast() + " " + word;
      if (lines.isEmpty() || pixels(longer, size) > pixels) {
        lines.add(word);
      } else {
        lines.set(lines.size() - 1, longer);
      }
    }
    return lines;
  }

  private static int columns(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (character >= range[0] && character <= range[1]) {
        return 2;
      }
    }
    return 1;
  }
}
