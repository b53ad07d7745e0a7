package preimage.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * All that a value was computed from.
 *
 * @param protocol what is to be the same in every comparison, by topic: metric with its settings,
 *     extractor and its hash, real samples, numbers of samples, seed
 * @param fake where the generated samples come from
 */
public record Manifest(SequencedMap<String, Object> protocol, Map<String, Object> fake) {
  public Manifest {
    protocol = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(protocol));
    fake = Collections.unmodifiableMap(new LinkedHashMap<>(fake));
  }

  /** The first topic in which the two protocols differ, if any. */
  public Optional<String> difference(Manifest other) {
    var topics = new LinkedHashMap<>(protocol);
    topics.putAll(other.protocol);
    return topics.keySet().stream()
        .filter(topic -> !word(topic).equals(other.word(topic)))
        .findFirst();
  }

  /** What the protocol says of a topic, in words. */
  public String word(String topic) {
    return protocol.containsKey(topic) ? String.valueOf(protocol.get(topic)) : "nothing";
  }

  /** Everything by topic, for machines. */
  public SequencedMap<String, Object> words() {
    var words = new LinkedHashMap<>(protocol);
    words.put("fake", fake);
    return words;
  }
}
