package preimage.spec;

import static java.util.stream.Collectors.joining;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an argument of a spec can be: a number, a quoted text, a list, or a spec. A bare word such
 * as {@code ridge} or {@code true} is a spec without arguments.
 *
 * <p>{@code toString} prints the text that parses back into an equal value.
 */
public sealed interface Value permits Spec, Value.Numeral, Value.Text, Value.Items {
  /**
   * A number as it was written, so that no digit is lost: {@code 10}, {@code 1e-3}, {@code 8/255}.
   */
  record Numeral(String literal) implements Value {
    public Numeral {
      if (!Parser.NUMERAL.matcher(literal).matches()) {
        throw new Misuse("expected a number but found '" + literal + "'");
      }
    }

    /** The shortest literal of a number; multiples of 1/255 appear as such. */
    public static Value of(double number) {
      if (Double.isNaN(number)) {
        return Spec.word("nan");
      } else if (Double.isInfinite(number)) {
        return number > 0 ? Spec.word("inf") : new Numeral("-inf");
      }
      String decimal = Double.toString(number).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
      long pixels = Math.round(number * 255);
      boolean fraction = decimal.length() > 8 && pixels / 255.0 == number;
      return new Numeral(fraction ? pixels + "/255" : decimal);
    }

    /** The nearest double, infinite when it is too large for one. */
    public double number() {
      if (literal.endsWith("inf")) {
        return literal.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      int slash = literal.indexOf('/');
      return slash < 0
          ? Double.parseDouble(literal)
          : Double.parseDouble(literal.substring(0, slash))
              / Double.parseDouble(literal.substring(slash + 1));
    }

    /** Whether the literal has digits and a sign only. */
    public boolean isWhole() {
      return literal.chars().skip(literal.startsWith("-") ? 1 : 0).allMatch(Character::isDigit);
    }

    @Override
    public Object json() {
      if (isWhole() && literal.length() <= 20 && !literal.equals("-0")) {
        var whole = new BigInteger(literal);
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
      }
      double number = number();
      return Double.isFinite(number) ? (Object) number : literal;
    }

    @Override
    public String toString() {
      return literal;
    }
  }

  /** A text in quotes. */
  record Text(String content) implements Value {
    @Override
    public Object json() {
      return content;
    }

    @Override
    public String toString() {
      return content
          .codePoints()
          .mapToObj(c ->
              switch (c) {
                case '"' -> "\\\"";
                case '\\' -> "\\\\";
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                case '\t' -> "\\t";
                default -> Character.toString(c);
              })
          .collect(joining("", "\"", "\""));
    }
  }

  /** Values in square brackets. */
  record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public Object json() {
      return values.stream().map(Value::json).toList();
    }

    @Override
    public String toString() {
      return values.stream().map(Value::toString).collect(joining(", ", "[", "]"));
    }
  }

  /** Reads one value, however deep its parts; a {@link Misuse} says where the text goes wrong. */
  static Value parse(String text) {
    return Parser.value(text);
  }

  /**
   * The same as a tree of maps, lists, texts, numbers and booleans, which any JSON library writes:
   * a spec becomes {@code {"name": …, arguments…}}, a chain of specs a list of them, a word a text.
   */
  Object json();

  /**
   * The value that such a tree stands for; a text may hold a whole spec or a fraction.
   *
   * @throws Misuse if it is none
   */
  static Value ofJson(@Nullable Object tree) {
    return ofJson(tree, 0);
  }

  private static Value ofJson(@Nullable Object tree, int depth) {
    if (depth > Parser.DEEPEST) {
      throw new Misuse("the JSON is nested deeper than " + Parser.DEEPEST + " levels");
    }
    return switch (tree) {
      case null -> Spec.word("none");
      case String text -> new Text(text);
      case Boolean truth -> Spec.word(truth.toString());
      case Double number -> Numeral.of(number);
      case Float number -> Numeral.of(number);
      case Number number -> new Numeral(number.toString());
      case List<?> list -> new Items(list.stream().map(item -> ofJson(item, depth + 1)).toList());
      case Map<?, ?> map -> {
        if (!(map.get("name") instanceof String name)) {
          throw new Misuse("expected a JSON object with a \"name\" but it has " + map.keySet());
        }
        var arguments = new LinkedHashMap<String, Value>();
        map.forEach((key, value) -> arguments.put(String.valueOf(key), ofJson(value, depth + 1)));
        arguments.remove("name");
        yield new Spec(name, arguments, List.of());
      }
      default -> throw new Misuse("expected JSON but found " + tree.getClass().getSimpleName());
    };
  }

  /** A quoted text that holds a value becomes that value; all else stays as it is. */
  default Value unquoted() {
    if (!(this instanceof Text(String content))) {
      return this;
    }
    try {
      return Parser.value(content);
    } catch (Misuse _) {
      return this;
    }
  }
}
