package preimage.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import preimage.Catalogs;
import preimage.spec.Misuse;
import preimage.train.ClassifierTraining;

/**
 * All that decides what a classifier's training gives.
 *
 * @param data the images, as {@link preimage.data.DatasetSpec} names them
 * @param test images to count its mistakes on, if there are any
 * @param steps how many updates
 * @param seed of all randomness
 */
public record ClassifierRecipe(
    ClassifierTraining training, String data, Optional<String> test, long steps, long seed)
    implements TrainingRecipe {
  public ClassifierRecipe {
    if (steps < 1) {
      throw new Misuse("steps must be at least 1 but was " + steps);
    }
  }

  @Override
  public Map<String, Object> words() {
    var words = new LinkedHashMap<String, Object>();
    words.put("training", Catalogs.CLASSIFIERS.describe(training));
    words.put("data", data);
    words.put("test", test.orElse("none"));
    words.put("steps", steps);
    words.put("seed", seed);
    return words;
  }
}
