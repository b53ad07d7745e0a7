package preimage.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.PngGrid;
import preimage.net.Condition;
import preimage.net.Heads;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.net.PixelScale;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.train.GanState;

/**
 * A GAN into {@code folder}.
 *
 * @param shape of the images to learn
 * @param examples the first data, whose conditions the samples have where these are images
 */
record GanLesson(GanRecipe recipe, GanFolder folder, Shape shape, Images examples)
    implements Lesson<GanState> {
  private static final int GRID = 64;

  static GanLesson of(GanRecipe recipe, GanFolder folder, Dataset data) {
    var all = data.shape();
    return recipe.condition() instanceof Condition.Image(int channels, int height, int width)
        ? new GanLesson(
            recipe,
            folder,
            Shape.of(all.size(0) - channels, height, width),
            data.range(0, Math.min(GRID, data.size())))
        : new GanLesson(recipe, folder, all, new Images(all, new float[0]));
  }

  @Override
  public int batch() {
    return recipe.training().images();
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
          Tensor all = tensor(images);
          return recipe
              .training()
              .step(state, recipe.condition(), learned(all), values(all, images.labels()), rng);
        });
    var named = new LinkedHashMap<String, Double>();
    named.put("critic", losses.critic());
    named.put("generator", losses.generator());
    return named;
  }

  private static Tensor tensor(Images images) {
    return Tensor.of(images.pixels(), images.shape().batch(images.count()));
  }

  private Tensor learned(Tensor all) {
    return all.narrow(1, 0, shape.size(0));
  }

  /** What the players are told of data (n, c, h, w) with these labels. */
  private Optional<Tensor> values(Tensor all, int[] labels) {
    return switch (recipe.condition()) {
      case Condition.None _ -> Optional.empty();
      case Condition.Label _ -> Optional.of(Tensor.of(labels));
      case Condition.Image given ->
          Optional.of(PixelScale.SIGNED.fromPixels(all.narrow(1, shape.size(0), given.channels())));
    };
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
        Tensor own = average.apply(recipe.condition().join(z, shown()));
        Tensor pixels = PixelScale.SIGNED.toPixels(own).clamp(0, 1);
        return new Images(architecture.output(), pixels.toArray());
      }
    });
  }

  /** What the samples are of. */
  private Optional<Tensor> shown() {
    return switch (recipe.condition()) {
      case Condition.None _ -> Optional.empty();
      case Condition.Label(int classes) -> Optional.of(Tensor.of(turns(classes)));
      case Condition.Image _ -> {
        var rows = new int[GRID];
        Arrays.setAll(rows, i -> i % examples.count());
        yield values(tensor(examples), new int[0]).map(v -> v.rows(Tensor.of(rows)));
      }
    };
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
      var critic = state.critic().architecture();
      var told = recipe.training().loss().told(recipe.condition());
      var d = ModelCard.critic(Heads.scoreOf(critic), shape, told, provenance);
      var weights = Heads.scoreOf(critic, state.critic().weights().asMap());
      Model.stored(d, weights).write(folder.critic());
    });
  }
}
