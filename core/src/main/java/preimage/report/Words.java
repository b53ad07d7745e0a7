package preimage.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Facts by topic, as a page shows them. */
public final class Words {
  private Words() {}

  /** One line a fact: topics within topics as {@code outer: inner}. */
  public static SequencedMap<String, String> flat(Map<String, ?> tree) {
    var flat = new LinkedHashMap<String, String>();
    put(flat, "", tree);
    return flat;
  }

  private static void put(Map<String, String> flat, String outer, Map<?, ?> tree) {
    tree.forEach((key, value) -> {
      var name = outer.isEmpty() ? String.valueOf(key) : outer + ": " + key;
      if (value instanceof Map<?, ?> inner) {
        put(flat, name, inner);
      } else {
        flat.put(name, String.valueOf(value));
      }
    });
  }
}
