package preimage.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Round numbers along an axis, and how they are written. */
final class Ticks {
  /** A round number: {@code base} as it is, and where {@code power} is not empty, raised to it. */
  record Tick(double value, String base, String power) {}

  private Ticks() {}

  /** At most about {@code most} ticks from {@code ruler.low()} to {@code ruler.high()}. */
  static List<Tick> along(Ruler ruler, int most) {
    return switch (ruler.scale()) {
      case LINEAR -> linear(ruler.low(), ruler.high(), most);
      case LOG -> logarithmic(ruler.low(), ruler.high(), most);
    };
  }

  /** The step of 1, 2 or 5 times a power of ten that makes at most {@code most} intervals. */
  static double step(double low, double high, int most) {
    double rough = (high - low) / most;
    int exponent = (int) Math.floor(Math.log10(rough));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor >= rough / Math.pow(10, exponent) * (1 - 1e-9)) {
        return scaled(factor, exponent);
      }
    }
    return scaled(1, exponent + 1);
  }

  private static List<Tick> linear(double low, double high, int most) {
    double step = step(low, high, most);
    double[] values =
        LongStream.rangeClosed(
                (long) Math.ceil(low / step - 1e-6), (long) Math.floor(high / step + 1e-6))
            .mapToDouble(k -> k * step)
            .toArray();
    int exponent = (int) Math.floor(Math.log10(step) + 1e-9);
    double largest = DoubleStream.of(values).map(Math::abs).max().orElse(0);
    if (largest >= 1e6 || largest < 1e-3) {
      int top = largest == 0 ? 0 : (int) Math.floor(Math.log10(largest) + 1e-9);
      return DoubleStream.of(values).mapToObj(v -> powered(v, top, top - exponent)).toList();
    }
    return DoubleStream.of(values).mapToObj(v -> inFull(v, exponent)).toList();
  }

  private static List<Tick> logarithmic(double low, double high, int most) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    for (int[] factors : new int[][] {{1, 2, 5}, {1, 3}, {1}}) {
      var ticks = decades(low, high, first, last, 1, factors);
      if (ticks.size() < 2) {
        return linear(low, high, most);
      }
      if (ticks.size() <= most + 1) {
        return ticks;
      }
    }
    int every = Math.ceilDiv(last - first, most);
    return decades(low, high, Math.floorDiv(first, every) * every, last, every, 1);
  }

  private static List<Tick> decades(
      double low, double high, int first, int last, int every, int... factors) {
    boolean plain = low >= .9e-3 && high <= 1.1e5;
    var ticks = new ArrayList<Tick>();
    for (int exponent = first; exponent <= last; exponent += every) {
      for (int factor : factors) {
        double value = scaled(factor, exponent);
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
          ticks.add(plain ? inFull(value, exponent) : power(value, factor, exponent));
        }
      }
    }
    return List.copyOf(ticks);
  }

  private static Tick inFull(double value, int exponent) {
    return new Tick(value, write(value, Math.max(0, -exponent)), "");
  }

  private static Tick power(double value, int factor, int exponent) {
    return new Tick(value, factor == 1 ? "10" : factor + "×10", sign(String.valueOf(exponent)));
  }

  private static Tick powered(double value, int exponent, int decimals) {
    var times = write(value / Math.pow(10, exponent), decimals) + "×10";
    return value == 0
        ? new Tick(0, "0", "")
        : new Tick(value, times, sign(String.valueOf(exponent)));
  }

  private static double scaled(double factor, int exponent) {
    return exponent < 0 ? factor / Math.pow(10, -exponent) : factor * Math.pow(10, exponent);
  }

  private static String write(double value, int decimals) {
    var text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return sign(value == 0 ? text.replace("-", "") : text);
  }

  private static String sign(String number) {
    return number.replace('-', '−');
  }
}
