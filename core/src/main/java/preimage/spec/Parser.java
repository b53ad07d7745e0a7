package preimage.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the one grammar by recursive descent, from left to right, without going back. */
final class Parser {
  /** Deep enough for any architecture, shallow enough for any stack. */
  static final int DEEPEST = 64;

  private static final int LONGEST_CHAIN = 1000;
  private static final int SHOWN = 60;

  static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final String DECIMAL = "(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?";
  private static final Pattern FRACTION =
      Pattern.compile("([+-]?" + DECIMAL + ")\\s*/\\s*(" + DECIMAL + ")");
  static final Pattern NUMERAL =
      Pattern.compile("[+-]?(?:inf|" + DECIMAL + "(?:/" + DECIMAL + ")?)");

  private final String text;
  private int at;
  private int depth;

  private Parser(String text) {
    this.text = text;
  }

  static Spec spec(String text) {
    var parser = new Parser(text);
    parser.skipSpace();
    var spec = parser.spec();
    parser.end();
    return spec;
  }

  static Value value(String text) {
    var parser = new Parser(text);
    var value = parser.value();
    parser.end();
    return value;
  }

  private Spec spec() {
    String name = match(WORD, "a name");
    var arguments = new LinkedHashMap<String, Value>();
    if (found('(') && !found(')')) {
      do {
        argument(arguments);
      } while (found(','));
      expect(')', "',' or ')'");
    }
    var then = new ArrayList<Spec>();
    while (found('.')) {
      if (!text.startsWith("then", at)) {
        throw wrong("expected 'then'; texts with a dot stand in quotes: \"z.npy\"");
      }
      at += "then".length();
      expect('(', "'('");
      enter();
      skipSpace();
      then.add(spec());
      depth--;
      expect(')', "')'");
      if (then.size() > LONGEST_CHAIN) {
        throw wrong("expected at most " + LONGEST_CHAIN + " links");
      }
    }
    return new Spec(name, arguments, then);
  }

  private void argument(Map<String, Value> arguments) {
    skipSpace();
    int start = at;
    String key = match(WORD, "the name of an argument");
    if (arguments.containsKey(key)) {
      at = start;
      throw wrong(key + " is given twice");
    }
    expect('=', "'='");
    arguments.put(key, value());
  }

  private Value value() {
    skipSpace();
    enter();
    char c = at < text.length() ? text.charAt(at) : ' ';
    var value =
        switch (c) {
          case '"', '\'' -> quoted(c);
          case '[' -> items();
          case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numeral();
          default -> {
            if (!startsWord(c)) {
              throw wrong("expected a value");
            }
            yield spec();
          }
        };
    depth--;
    return value;
  }

  private static boolean startsWord(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private Value numeral() {
    int start = at;
    var fraction = FRACTION.matcher(text).region(at, text.length());
    if (!fraction.lookingAt()) {
      return new Value.Numeral(match(NUMERAL, "a number"));
    }
    at = fraction.end();
    if (Double.parseDouble(fraction.group(2)) == 0) {
      at = start;
      throw wrong("the fraction divides by zero");
    }
    return new Value.Numeral(fraction.group(1) + "/" + fraction.group(2));
  }

  private Value items() {
    at++;
    List<Value> values = new ArrayList<>();
    if (!found(']')) {
      do {
        values.add(value());
      } while (found(','));
      expect(']', "',' or ']'");
    }
    return new Value.Items(values);
  }

  private Value quoted(char quote) {
    at++;
    var content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\') {
        char escaped = at < text.length() ? text.charAt(at) : ' ';
        c =
            switch (escaped) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              case '"', '\'', '\\' -> escaped;
              default -> throw wrong("expected one of n, r, t, \", ' or \\ after the backslash");
            };
        at++;
      }
      content.append(c);
    }
    if (at == text.length()) {
      throw wrong("expected " + quote);
    }
    at++;
    return new Value.Text(content.toString());
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw wrong("expected at most " + DEEPEST + " levels of nesting");
    }
  }

  private String match(Pattern pattern, String expected) {
    var matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong("expected " + expected);
    }
    at = matcher.end();
    return matcher.group();
  }

  private boolean found(char c) {
    skipSpace();
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char c, String expected) {
    if (!found(c)) {
      throw wrong("expected " + expected);
    }
  }

  private void end() {
    skipSpace();
    if (at < text.length()) {
      throw wrong("expected nothing more");
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private Misuse wrong(String sentence) {
    int from = Math.max(0, at - SHOWN);
    int to = Math.min(text.length(), at + SHOWN);
    String shown =
        (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    String place = at < text.length() ? "character " + (at + 1) : "the end";
    return new Misuse("at " + place + " of '" + shown + "': " + sentence);
  }
}
