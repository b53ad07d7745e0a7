package preimage.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;

/**
 * How the numbers of one column are written: all alike, so that they can be compared by looking.
 *
 * @param digits significant digits or decimals, as the style says
 */
public record Numerals(Style style, int digits) {
  /** What {@code digits} counts. */
  public enum Style {
    /** Significant digits of the column's median; the whole column gets as many decimals. */
    SIGNIFICANT,
    /** Digits after the point. */
    DECIMALS,
    /** Digits after the point of a share, written in percent: 0.125 is {@code 12.5 %}. */
    PERCENT
  }

  private static final int MOST_DECIMALS = 6;
  private static final double MOST_IN_FULL = 1e9;

  public Numerals {
    int least = style == Style.SIGNIFICANT ? 1 : 0;
    if (digits < least || digits > 17) {
      throw new IllegalArgumentException(
          "digits must be from " + least + " to 17 but were " + digits);
    }
  }

  public static Numerals significant(int digits) {
    return new Numerals(Style.SIGNIFICANT, digits);
  }

  public static Numerals decimals(int digits) {
    return new Numerals(Style.DECIMALS, digits);
  }

  public static Numerals percent(int digits) {
    return new Numerals(Style.PERCENT, digits);
  }

  /** Whole numbers, as counts are. */
  public static Numerals whole() {
    return decimals(0);
  }

  /** {@code value} by itself. */
  public String write(double value) {
    return in(value).write(value);
  }

  /** The way in which each number of a column with these values is written. */
  Form in(double... column) {
    return switch (style) {
      case DECIMALS -> new Form(digits, false, "", 1);
      case PERCENT -> new Form(digits, false, " %", 100);
      case SIGNIFICANT -> significant(column);
    };
  }

  private Form significant(double... column) {
    double[] sizes =
        Arrays.stream(column).filter(Double::isFinite).map(Math::abs).filter(v -> v > 0).toArray();
    Arrays.sort(sizes);
    if (sizes.length == 0) {
      return new Form(0, false, "", 1);
    }
    int decimals = Math.max(0, digits - 1 - exponent(sizes[sizes.length / 2]));
    boolean vanishes = sizes[0] < .5 * Math.pow(10, -decimals);
    boolean scientific =
        decimals > MOST_DECIMALS || vanishes || sizes[sizes.length - 1] >= MOST_IN_FULL;
    boolean whole = Arrays.stream(sizes).allMatch(v -> v == Math.rint(v));
    return scientific
        ? new Form(digits - 1, true, "", 1)
        : new Form(whole ? 0 : decimals, false, "", 1);
  }

  private static int exponent(double size) {
    var rounded = new BigDecimal(size).round(new MathContext(3, RoundingMode.HALF_EVEN));
    return rounded.precision() - rounded.scale() - 1;
  }

  /** One fixed way to write numbers, in ASCII but for the sign of infinity and percent's space. */
  record Form(int decimals, boolean scientific, String unit, double factor) {
    String write(double value) {
      if (Double.isNaN(value)) {
        return "NaN";
      }
      if (Double.isInfinite(value)) {
        return value > 0 ? "∞" : "-∞";
      }
      double scaled = value * factor;
      if (Double.isInfinite(scaled)) {
        return scaled > 0 ? "∞" : "-∞";
      }
      return (scientific ? powers(scaled) : plain(scaled)) + unit;
    }

    private String plain(double value) {
      var text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
      boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
      return zero && text.startsWith("-") ? text.substring(1) : text;
    }

    private String powers(double value) {
      if (value == 0) {
        return "0";
      }
      var text = String.format(Locale.ROOT, "%." + decimals + "e", value);
      int e = text.indexOf('e');
      return text.substring(0, e + 1) + Integer.parseInt(text.substring(e + 1));
    }
  }
}
