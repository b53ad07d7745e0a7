package preimage.run;

import java.util.LinkedHashMap;
import java.util.Map;
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
