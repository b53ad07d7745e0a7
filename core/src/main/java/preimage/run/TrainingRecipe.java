package preimage.run;

import java.util.Map;
import java.util.Optional;

/** All that decides what a training gives. */
public interface TrainingRecipe {
  /** The recipe as words by topic, with every default spelt out. */
  Map<String, Object> words();

  /** How many updates; the only topic in which a training may be resumed with another recipe. */
  long steps();

  /** Of all randomness. */
  long seed();

  /** What else than the number of steps is not as {@code words} of another recipe say. */
  default Optional<String> difference(Map<?, ?> words) {
    return words().entrySet().stream()
        .filter(e -> !e.getKey().equals("steps"))
        .filter(e -> !String.valueOf(e.getValue()).equals(String.valueOf(words.get(e.getKey()))))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
