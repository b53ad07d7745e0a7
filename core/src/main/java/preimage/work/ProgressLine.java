package preimage.work;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Progress in one line of a terminal, or in some lines of a log. */
final class ProgressLine implements Progress {
  private static final String ERASE = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private String shown = "";

  ProgressLine(PrintStream out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  @Override
  public Task start(String what, String unit, OptionalLong total) {
    return new Running(what, unit, total, seconds());
  }

  @Override
  public synchronized void say(String sentence) {
    out.print((shown.isEmpty() ? "" : ERASE) + sentence + System.lineSeparator());
    redraw(shown);
  }

  private double seconds() {
    return nanos.getAsLong() * 1e-9;
  }

  private synchronized void redraw(String line) {
    if (terminal && !line.isEmpty()) {
      // Without wrapping, since only one line can be written over.
      out.print("\r\033[?7l" + line + "\033[K\033[?7h");
      shown = line;
    } else if (!line.isEmpty()) {
      out.println(line);
    }
    out.flush();
  }

  private synchronized void finish() {
    if (!shown.isEmpty()) {
      out.println();
    }
    shown = "";
  }

  /** One task; it is heard of only once it has lasted for one interval. */
  private final class Running implements Task {
    private final String what;
    private final String unit;
    private final OptionalLong total;
    private final Pace pace = new Pace();
    private final double interval = terminal ? 0.2 : 10;
    private double due;
    private String line = "";
    private boolean heardOf;

    Running(String what, String unit, OptionalLong total, double now) {
      this.what = what;
      this.unit = unit;
      this.total = total;
      this.due = now + (terminal ? 0.5 : interval);
    }

    @Override
    public synchronized void at(long done, String note) {
      double now = seconds();
      pace.at(now, (double) done);
      line = line(done, note);
      if (now >= due) {
        due = now + interval;
        heardOf = true;
        redraw(line);
      }
    }

    @Override
    public synchronized void close() {
      if (heardOf) {
        redraw(line);
        finish();
      }
      heardOf = false;
    }

    private String line(long done, String note) {
      var parts = new ArrayList<String>();
      parts.add(what);
      total.ifPresent(all -> parts.add(percent(done, all)));
      parts.add(
          amount(done) + (total.isPresent() ? "/" + amount(total.getAsLong()) : "") + " " + unit);
      pace.rate()
          .ifPresent(rate -> {
            parts.add(rate(rate) + "/s");
            total.ifPresent(all -> {
              if (done < all) {
                parts.add(duration((all - done) / rate) + " left");
              }
            });
          });
      if (!note.isEmpty()) {
        parts.add(note);
      }
      return String.join("  ", parts);
    }
  }

  private static String percent(long done, long all) {
    return (all <= 0 ? 100 : Math.min(100, (long) (100.0 * done / all))) + " %";
  }

  static String amount(long count) {
    return Math.abs(count) < 1_000_000
        ? String.format(Locale.ROOT, "%,d", count)
        : String.format(Locale.ROOT, "%,.1f M", count / 1e6);
  }

  static String rate(double rate) {
    return rate >= 100 ? amount(Math.round(rate)) : String.format(Locale.ROOT, "%.3g", rate);
  }

  static String duration(double seconds) {
    long whole = (long) Math.ceil(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }
}
