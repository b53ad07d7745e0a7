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
    GanTraining training, String data, Condition condition, long steps, long seed)
    implements TrainingRecipe {
  public GanRecipe {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but was " + steps);
    }
  }

  /**
   * The recipe that such words describe.
   *
   * @throws Misuse if one is missing or wrong
   */
  public static GanRecipe of(Map<String, Object> words) {
    return new GanRecipe(
        Catalogs.TRAININGS.parse(word(words, "training")),
        word(words, "data"),
        Layers.CONDITIONS.parse(word(words, "condition")),
        whole(words, "steps"),
        whole(words, "seed"));
  }

  private static String word(Map<String, Object> words, String topic) {
    return Optional.ofNullable(words.get(topic))
        .map(Object::toString)
        .orElseThrow(() -> new Misuse("a recipe needs " + topic));
  }

  private static long whole(Map<String, Object> words, String topic) {
    var text = word(words, topic);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new Misuse(topic + ": expected a whole number but found '" + text + "'");
    }
  }

  @Override
  public Map<String, Object> words() {
    var words = new LinkedHashMap<String, Object>();
    words.put("training", Catalogs.TRAININGS.describe(training));
    words.put("data", data);
    words.put("condition", Layers.CONDITIONS.describe(condition));
    words.put("steps", steps);
    words.put("seed", seed);
    return words;
  }
}
