package preimage.net;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import preimage.io.NdArray;
import preimage.io.Safetensors;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.TorchScript;
import preimage.work.Failure;

/**
 * A frozen network and its card, as one {@code .safetensors} file holds them: the card in the
 * metadata, the weights or the bytes of a TorchScript module as tensors. It must be closed.
 */
public final class Model implements AutoCloseable {
  static final String CARD = "preimage";
  private static final String SCRIPT = "torchscript";

  private final String name;
  private final ModelCard card;
  private final Body body;

  private Model(String name, ModelCard card, Body body) {
    this.name = name;
    this.card = card;
    this.body = body;
  }

  /**
   * The model of a file.
   *
   * @throws Failure if it cannot be read
   * @throws Misuse if it holds no model
   */
  public static Model read(Path file) {
    return of(file.toString(), Safetensors.read(file));
  }

  /** The model that {@code stored} holds, called {@code name} in complaints. */
  public static Model of(String name, Safetensors stored) {
    var text = stored.metadata().get(CARD);
    if (text == null) {
      throw new Misuse(name + " holds weights but no card; import it with a description");
    }
    var card = ModelCard.parse(text, name);
    return new Model(name, card, body(name, card, stored.tensors()));
  }

  private static Body body(String name, ModelCard card, Map<String, NdArray> tensors) {
    if (card.architecture().isEmpty()) {
      var script = tensors.get(SCRIPT);
      if (script == null) {
        throw new Misuse(name + " has neither layers nor a TorchScript module");
      }
      return new Body.Scripted(TorchScript.of(name, script.bytes()), card.condition());
    }
    try {
      return Scope.call(() ->
          new Body.Layered(
              Network.frozen(card.architecture().orElseThrow(), Stored.tensors(tensors)),
              card.condition()));
    } catch (Misuse e) {
      throw new Misuse(name + ": " + e.getMessage());
    }
  }

  /** The file's content for a network with these weights. */
  public static Safetensors stored(ModelCard card, Map<String, Tensor> weights) {
    var names = card.architecture().orElseThrow().parameters().stream().map(Parameter::name);
    var arrays = new LinkedHashMap<String, NdArray>();
    names.forEach(n -> {
      var tensor = Optional.ofNullable(weights.get(n));
      arrays.put(n, Stored.array(tensor.orElseThrow(() -> new Misuse("no weight " + n))));
    });
    return new Safetensors(Map.of(CARD, card.json()), arrays);
  }

  /** The file's content for a TorchScript module. */
  public static Safetensors stored(ModelCard card, byte[] module) {
    return new Safetensors(Map.of(CARD, card.json()), Map.of(SCRIPT, NdArray.of(module)));
  }

  public ModelCard card() {
    return card;
  }

  /**
   * This model as a generator; closing it closes the model.
   *
   * @throws Misuse if it is none
   */
  public Generator generator() {
    require(ModelCard.Kind.GENERATOR);
    return new Player(this);
  }

  /**
   * This model as a critic; closing it closes the model.
   *
   * @throws Misuse if it is none
   */
  public Critic critic() {
    require(ModelCard.Kind.CRITIC);
    return new Player(this);
  }

  /**
   * This model as a classifier; closing it closes the model.
   *
   * @throws Misuse if it is none
   */
  public Classifier classifier() {
    require(ModelCard.Kind.CLASSIFIER);
    return new Player(this);
  }

  /**
   * What this critic or classifier makes of images at {@code layer}: its place in the sequence, as
   * its weights are named, such as {@code 7}, or {@code 7.body.2} within a residual block; of a
   * TorchScript module a method or, if it is a chain of children, one of these; {@code output}:
   * what comes out at the end. Closing it closes the model.
   *
   * @throws Misuse if there is no such layer, or it takes no images alone
   */
  public FeatureMap features(String layer) {
    try {
      if (card.kind() == ModelCard.Kind.GENERATOR
          || !(card.condition() instanceof Condition.None)) {
        throw new Misuse("features are those of a critic or classifier without a condition");
      }
      return layer.equals("output")
          ? new ModelFeatures(this, body, false)
          : new ModelFeatures(this, body.upTo(layer, card.image()), true);
    } catch (Misuse e) {
      close();
      throw new Misuse(name + ": " + e.getMessage());
    }
  }

  private void require(ModelCard.Kind kind) {
    if (card.kind() != kind) {
      close();
      throw new Misuse(name + " is a " + card.kind() + ", not a " + kind);
    }
  }

  /**
   * Maps a batch on the network's own range.
   *
   * @throws Misuse if the batch or its conditions have not the sizes that the card says
   */
  public Tensor apply(Optional<Tensor> condition, Tensor x) {
    require(x);
    return body.apply(condition, x);
  }

  void require(Tensor x) {
    if (!x.sample().equals(card.input())) {
      throw new Misuse(name + " takes samples of " + card.input() + ", not of " + x.sample());
    }
  }

  /**
   * Tries the network on blank samples, to see whether it gives what its card says: on two, since
   * of one alone it cannot be told what is given for each sample and what for the batch.
   *
   * @throws Misuse if it does not
   */
  void rehearse() {
    int n = 2;
    Scope.run(() -> {
      Tensor y = apply(card.condition().blank(n), Tensor.zeros(card.input().batch(n)));
      boolean fits =
          switch (card.kind()) {
            case GENERATOR -> y.rank() == 4 && y.sample().equals(card.image()) && y.size(0) == n;
            case CRITIC -> scores(y, n).count() == n;
            case CLASSIFIER -> y.rank() == 2 && y.size(0) == n;
          };
      if (!fits) {
        throw new Misuse(
            "%s: a %s cannot give %s for %d samples"
                .formatted(name, card.kind(), Arrays.toString(y.shape()), n));
      }
    });
  }

  /** What a critic gave for {@code n} images, (n). */
  private Tensor scores(Tensor y, long n) {
    if (y.count() != n) {
      throw new Misuse(
          "%s: a critic gives each image one score, but gave %,d for %,d images"
              .formatted(name, y.count(), n));
    }
    return y.reshape(n);
  }

  @Override
  public void close() {
    body.close();
  }

  /** A model in whichever part its card gives it. */
  private record Player(Model model) implements Generator, Critic, Classifier {
    @Override
    public LatentPrior prior() {
      return model.card.prior().orElseThrow();
    }

    @Override
    public Condition condition() {
      return model.card.condition();
    }

    @Override
    public Shape image() {
      return model.card.image();
    }

    @Override
    public PixelScale scale() {
      return model.card.scale();
    }

    @Override
    public int classes() {
      return model
          .card
          .architecture()
          .map(a -> a.output().count())
          .orElseGet(() ->
              Scope.call(() -> Math.toIntExact(logits(Tensor.zeros(image().batch(1))).size(1))));
    }

    @Override
    public Tensor apply(Optional<Tensor> condition, Tensor z) {
      return model.apply(condition, z);
    }

    @Override
    public Optional<Linearised> linearised(Optional<Tensor> condition, Tensor z) {
      model.require(z);
      return model.body.linearised(condition, z);
    }

    @Override
    public void compiled(Consumer<Generator> use) {
      model.body.compiled().ifPresentOrElse(body -> lend(body, use), () -> use.accept(this));
    }

    @Override
    public void precise(Consumer<Optional<Generator>> use) {
      model
          .body
          .precise()
          .ifPresentOrElse(
              body -> lend(body, generator -> use.accept(Optional.of(generator))),
              () -> use.accept(Optional.empty()));
    }

    /** This model with another body, which ends with {@code use}. */
    private void lend(Body other, Consumer<Generator> use) {
      try (other) {
        use.accept(new Player(new Model(model.name, model.card, other)));
      }
    }

    @Override
    public Tensor score(Optional<Tensor> condition, Tensor images) {
      return model.scores(model.apply(condition, images), images.size(0));
    }

    @Override
    public Tensor logits(Tensor images) {
      return model.apply(Optional.empty(), images);
    }

    @Override
    public Seen see(Tensor images) {
      model.require(images);
      return model
          .body
          .see(images)
          .orElseThrow(
              () -> new Misuse(model.name + " has no layers to look into: it is TorchScript"));
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
