package preimage.latent;

import java.util.Optional;
import preimage.net.Condition;
import preimage.net.Critic;
import preimage.net.Generator;
import preimage.search.Objective;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * What a critic thinks of a generator's images: latents (n, d) → loss of D(c, G(c, z)) (n), both
 * networks as they are.
 *
 * @param condition c, one a sample, where the generator takes one; images on the generator's range
 */
public record Scored(Generator generator, Critic critic, Optional<Tensor> condition, ScoreLoss loss)
    implements Objective {

  /** D(c, G(c, z)): (n, d) → (n). */
  public Tensor score(Tensor z) {
    return critic.score(told(), seen(generator.apply(condition, z)));
  }

  private Optional<Tensor> told() {
    return switch (critic.condition()) {
      case Condition.None _ -> Optional.empty();
      case Condition.Label _ -> condition;
      case Condition.Image _ -> condition.map(this::seen);
    };
  }

  /** Images on the generator's range on the critic's. */
  private Tensor seen(Tensor images) {
    return critic.scale().from(generator.scale(), images);
  }

  @Override
  public Tensor at(Tensor z) {
    return loss.of(score(z));
  }

  @Override
  public Objective rows(Tensor index) {
    return new Scored(generator, critic, condition.map(c -> c.rows(index)), loss);
  }

  /**
   * Refuses a critic that cannot judge the generator's images.
   *
   * @param g what the generator is called in complaints
   * @param d what the critic is called
   * @throws Misuse if images differ in shape, or the critic takes a condition that the generator
   *     does not
   */
  public static void requireFit(String g, Generator generator, String d, Critic critic) {
    if (!critic.image().equals(generator.image())) {
      throw new Misuse(
          "%s takes images of %s but those of %s are %s"
              .formatted(d, critic.image(), g, generator.image()));
    }
    boolean indifferent = critic.condition() instanceof Condition.None;
    if (!indifferent && !critic.condition().equals(generator.condition())) {
      throw new Misuse(
          "%s judges %s but %s makes images %s"
              .formatted(
                  d, told(critic.condition(), "by"), g, told(generator.condition(), "from")));
    }
  }

  private static String told(Condition condition, String word) {
    return switch (condition) {
      case Condition.None _ -> word.equals("from") ? "from latents alone" : "images alone";
      case Condition.Label(int classes) -> word + " one of " + classes + " classes";
      case Condition.Image(int c, int h, int w) ->
          "%s an image of %d×%d×%d".formatted(word, c, h, w);
    };
  }
}
