package preimage.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import preimage.Catalogs;
import preimage.net.Condition;
import preimage.net.Layers;
import preimage.spec.Misuse;
import preimage.train.GanTraining;

/**
 * All that decides what a training gives.
 *
 * @param data the images, as {@link preimage.data.DatasetSpec} names them
 * @param steps how many updates
 * @param seed of all randomness
 */
public record GanRecipe(
    GanTraining training, String data, Condition condition, long steps, long seed) {
  public GanRecipe {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but was " + steps);
    }
  }

  /** The recipe as words by topic, with every default spelt out. */
  public Map<String, Object> words() {
    var words = new LinkedHashMap<String, Object>();
    words.put("training", Catalogs.TRAININGS.describe(training));
    words.put("data", data);
    words.put("condition", Layers.CONDITIONS.describe(condition));
    words.put("steps", steps);
    words.put("seed", seed);
    return words;
  }

  /** What else than the number of steps is not as {@code words} of another recipe say. */
  public Optional<String> difference(Map<?, ?> words) {
    return words().entrySet().stream()
        .filter(e -> !e.getKey().equals("steps"))
        .filter(e -> !String.valueOf(e.getValue()).equals(String.valueOf(words.get(e.getKey()))))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
