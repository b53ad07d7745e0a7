package preimage.data;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import preimage.io.Source;
import preimage.spec.Misuse;

/**
 * Every {@code step}th image from {@code from} up to but not including {@code to} (the end, where
 * there is none), written {@code [from:to:step]} with each number optional, or {@code [index]} for
 * one image.
 */
public record Slice(int from, OptionalInt to, int step) {
  /** All images. */
  public static final Slice ALL = new Slice(0, OptionalInt.empty(), 1);

  private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");
  private static final Pattern RANGE = Pattern.compile("\\[(\\d{0,9}):(\\d{0,9})(?::(\\d{0,9}))?]");

  public Slice {
    if (from < 0 || (to.isPresent() && to.getAsInt() <= from)) {
      throw new Misuse("the slice " + text(from, to, step) + " is empty");
    }
    if (step < 1) {
      throw new Misuse("the step of a slice must be 1 or more but was " + step);
    }
  }

  /**
   * Reads {@code [a:b]}, {@code [a:b:step]} or {@code [index]}.
   *
   * @throws Misuse if it is none of these or empty
   */
  public static Slice parse(String text) {
    var index = INDEX.matcher(text);
    if (index.matches()) {
      int at = Integer.parseInt(index.group(1));
      return new Slice(at, OptionalInt.of(at + 1), 1);
    }
    var range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new Misuse(
          "a slice is written [from:to] or [from:to:step] with numbers from 0, not "
              + Source.quoted(text));
    }
    var to = range.group(2);
    return new Slice(
        number(range.group(1), 0),
        to.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(to)),
        range.group(3) == null ? 1 : number(range.group(3), 1));
  }

  /**
   * These images of {@code all}.
   *
   * @throws Misuse if the slice reaches beyond its end
   */
  public Dataset of(Dataset all) {
    if (equals(ALL)) {
      return all;
    }
    int end = to.orElse(all.size());
    if (from >= end || end > all.size()) {
      throw new Misuse(
          all.name() + " has " + all.size() + " images, which the slice " + this + " goes beyond");
    }
    return new Sliced(all, this, (end - from + step - 1) / step);
  }

  @Override
  public String toString() {
    return text(from, to, step);
  }

  private static int number(String digits, int otherwise) {
    return digits.isEmpty() ? otherwise : Integer.parseInt(digits);
  }

  private static String text(int from, OptionalInt to, int step) {
    var end = to.isPresent() ? String.valueOf(to.getAsInt()) : "";
    return "[" + from + ":" + end + (step == 1 ? "" : ":" + step) + "]";
  }
}
