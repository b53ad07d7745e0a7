package preimage.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.net.Condition;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.train.ClassifierState;
import preimage.train.ClassifierTraining;

/**
 * A classifier of images of {@code shape} into {@code classes}, into {@code folder}.
 *
 * @param test images that it is not taught
 */
record ClassifierLesson(
    ClassifierRecipe recipe,
    ClassifierFolder folder,
    Shape shape,
    int classes,
    Optional<Dataset> test)
    implements Lesson<ClassifierState> {
  static final String ACCURACY = "accuracy";
  private static final int CHUNK = 256;

  @Override
  public int batch() {
    return recipe.training().batch();
  }

  @Override
  public ClassifierState start() {
    return recipe.training().start(shape, classes, recipe.seed());
  }

  @Override
  public SequencedMap<String, Double> step(ClassifierState state, Images images) {
    double loss =
        Scope.call(() ->
            recipe
                .training()
                .step(
                    state,
                    pixels(images),
                    Tensor.of(images.labels()),
                    Rng.of(recipe.seed()).purpose("training")));
    var named = new LinkedHashMap<String, Double>();
    named.put("loss", loss);
    return named;
  }

  private static Tensor pixels(Images images) {
    return Tensor.of(images.pixels(), images.shape().batch(images.count()));
  }

  @Override
  public Map<String, Object> look(ClassifierState state) {
    return test.<Map<String, Object>>map(set -> Map.of(ACCURACY, accuracy(state, set)))
        .orElse(Map.of());
  }

  /** The share of images whose class is the likeliest. */
  private static double accuracy(ClassifierState state, Dataset set) {
    long right = 0;
    for (int from = 0; from < set.size(); from += CHUNK) {
      var images = set.range(from, Math.min(set.size(), from + CHUNK));
      var said =
          Scope.withoutGradient(() -> {
            Tensor own = ClassifierTraining.SCALE.fromPixels(pixels(images));
            return state.network().apply(own).argmax(1).toLongs();
          });
      for (int i = 0; i < said.length; i++) {
        right += said[i] == images.labels()[i] ? 1 : 0;
      }
    }
    return right / (double) set.size();
  }

  @Override
  public boolean published() {
    return folder.published();
  }

  @Override
  public void publish(ClassifierState state) {
    var provenance = new LinkedHashMap<>(folder.words());
    provenance.putAll(look(state));
    var card =
        new ModelCard(
            ModelCard.Kind.CLASSIFIER,
            Optional.of(state.network().architecture()),
            shape,
            Optional.empty(),
            new Condition.None(),
            ClassifierTraining.SCALE,
            provenance);
    Scope.run(
        () -> Model.stored(card, state.network().weights().asMap()).write(folder.classifier()));
  }
}
