package preimage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import preimage.data.NamedSets;
import preimage.net.Layers;
import preimage.spec.Listed;

/** The registration file: one line for each built-in method, data set and model. */
public final class Catalogs {
  private Catalogs() {}

  /** All that has a name, by topic, as people are told of it. */
  public static SequencedMap<String, List<Listed>> topics() {
    var topics = new LinkedHashMap<String, List<Listed>>();
    topics.put("methods", List.of());
    topics.put(
        "data",
        NamedSets.ALL.stream()
            .map(set -> new Listed(set.name(), "data set", set.title(), List.of()))
            .toList());
    topics.put("models", List.of());
    topics.put("layers", Layers.ALL.listed());
    return topics;
  }
}
