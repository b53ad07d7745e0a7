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
 *     extractor and its hash, how it resized the real samples, these, numbers of samples, seed
 * @param fake where the generated samples come from, and how they were resized if otherwise
 */
public record Manifest(SequencedMap<String, Object> protocol, Map<String, Object> fake) {
  private static final String FAKE = "fake";

  public Manifest {
    protocol = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(protocol));
    fake = Collections.unmodifiableMap(new LinkedHashMap<>(fake));
  }

  /** What {@link #words} gave, read again. */
  public static Manifest of(Map<?, ?> words) {
    var protocol = new LinkedHashMap<String, Object>();
    words.forEach((topic, word) -> protocol.put(String.valueOf(topic), word));
    var fake = new LinkedHashMap<String, Object>();
    if (protocol.remove(FAKE) instanceof Map<?, ?> origin) {
      origin.forEach((topic, word) -> fake.put(String.valueOf(topic), word));
    }
    return new Manifest(protocol, fake);
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
    words.put(FAKE, fake);
    return words;
  }
}
