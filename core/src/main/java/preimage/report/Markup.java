package preimage.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Markup that is well-formed both as HTML and as XML: text and attribute values are escaped, and
 * elements close in the order in which they were opened.
 */
final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Starts an element with attributes given as name, value, name, value… */
  Markup open(String tag, String... attributes) {
    start(tag, attributes).append('>');
    open.push(tag);
    return this;
  }

  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without content: one of HTML's void elements, or any of SVG's. */
  Markup leaf(String tag, String... attributes) {
    start(tag, attributes).append("/>");
    return this;
  }

  /** An element that holds only text. */
  Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  Markup text(String text) {
    escape(text);
    return this;
  }

  /** Markup that is known to be well-formed. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  Markup line() {
    return raw("\n");
  }

  /** All that was written, every element being closed. */
  String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("<" + open.peek() + "> is still open");
    }
    return out.toString();
  }

  private StringBuilder start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    return out;
  }

  private void escape(String text) {
    text.codePoints().forEach(this::escape);
  }

  private void escape(int character) {
    switch (character) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(allowed(character) ? character : 0xFFFD);
    }
  }

  /** XML forbids most controls and lone surrogates; HTML also dislikes C1 controls. */
  private static boolean allowed(int character) {
    boolean control = Character.isISOControl(character) && "\t\n".indexOf(character) < 0;
    boolean surrogate =
        character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    return !control && !surrogate && (character & 0xFFFE) != 0xFFFE;
  }
}
