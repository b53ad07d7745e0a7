package preimage.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import preimage.data.Images;
import preimage.data.PngGrid;
import preimage.net.Condition;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.train.GanState;

/** A GAN on images of {@code shape}, into {@code folder}. */
record GanLesson(GanRecipe recipe, GanFolder folder, Shape shape) implements Lesson<GanState> {
  private static final int GRID = 64;

  @Override
  public int batch() {
    return recipe.training().batch();
  }

  @Override
  public GanState start() {
    return recipe.training().start(shape, recipe.condition(), recipe.seed());
  }

  @Override
  public SequencedMap<String, Double> step(GanState state, Images images) {
    var losses =
        Scope.call(() -> {
          var rng = Rng.of(recipe.seed()).purpose("training");
          Tensor pixels = Tensor.of(images.pixels(), images.shape().batch(images.count()));
          Optional<Tensor> labels =
              recipe.condition() instanceof Condition.Label
                  ? Optional.of(Tensor.of(images.labels()))
                  : Optional.empty();
          return recipe.training().step(state, recipe.condition(), pixels, labels, rng);
        });
    var named = new LinkedHashMap<String, Double>();
    named.put("critic", losses.critic());
    named.put("generator", losses.generator());
    return named;
  }

  /** A picture, and nothing for the journal. */
  @Override
  public Map<String, Object> look(GanState state) {
    var images = samples(state);
    folder.makeSamples();
    PngGrid.square(images).write(images, folder.samples(state.step()));
    return Map.of();
  }

  /** Images of the same latents each time; each class in turn where there are classes. */
  private Images samples(GanState state) {
    return Scope.withoutGradient(() -> {
      var architecture = state.generator().architecture();
      try (var average = Network.frozen(architecture, state.average().asMap())) {
        Tensor z =
            recipe
                .training()
                .prior()
                .draw(Rng.of(recipe.seed()).purpose("samples"), Rng.samples(0, GRID));
        Optional<Tensor> labels =
            recipe.condition() instanceof Condition.Label l
                ? Optional.of(Tensor.of(turns(l.classes())))
                : Optional.empty();
        Tensor own = average.apply(recipe.condition().join(z, labels));
        Tensor pixels = PixelScale.SIGNED.toPixels(own).clamp(0, 1);
        return new Images(architecture.output(), pixels.toArray());
      }
    });
  }

  private static int[] turns(int classes) {
    var labels = new int[GRID];
    Arrays.setAll(labels, i -> i % 8 * classes / 8 % classes);
    return labels;
  }

  @Override
  public boolean published() {
    return folder.published();
  }

  @Override
  public void publish(GanState state) {
    Map<String, Object> provenance = folder.words();
    var prior = recipe.training().prior();
    Scope.run(() -> {
      var g =
          ModelCard.generator(
              state.generator().architecture(), prior, recipe.condition(), provenance);
      Model.stored(g, state.average().asMap()).write(folder.generator());
      var d =
          ModelCard.critic(state.critic().architecture(), shape, recipe.condition(), provenance);
      Model.stored(d, state.critic().weights().asMap()).write(folder.critic());
    });
  }
}
