package preimage.latent;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/**
 * Images whose latents are sought, read in slices, so that they need not all be in memory.
 *
 * @param images the targets, with the labels they have
 * @param conditions an image for each, where the generator takes one
 * @param truth the latents that they were made of, where these are known: no search sees them
 */
public record Targets(Dataset images, Optional<Dataset> conditions, Optional<Made> truth) {
  public Targets {
    conditions.ifPresent(c -> {
      if (c.size() != images.size()) {
        throw new Misuse(images.size() + " targets cannot have " + c.size() + " conditions");
      }
    });
  }

  /** Latents that targets were made of. */
  @FunctionalInterface
  public interface Made {
    /** Latents {@code from} up to but not including {@code to}, one row of d values each. */
    float[][] rows(int from, int to);
  }

  /** Images in memory; a generator of labelled images takes theirs as its condition. */
  public static Targets of(Images images) {
    return of(new InMemory("targets", images));
  }

  /** Images in memory, each with a condition image. */
  public static Targets of(Images images, Images conditions) {
    return of(new InMemory("targets", images), new InMemory("conditions", conditions));
  }

  /** Images of a data set, read as they are needed. */
  public static Targets of(Dataset images) {
    return new Targets(images, Optional.empty(), Optional.empty());
  }

  /** Images of a data set, each with an image of another as its condition. */
  public static Targets of(Dataset images, Dataset conditions) {
    return new Targets(images, Optional.of(conditions), Optional.empty());
  }

  /** The same, made of these latents. */
  public Targets madeOf(Made latents) {
    return new Targets(images, conditions, Optional.of(latents));
  }

  /** The same, made of these latents, one row of d values for each. */
  public Targets madeOf(float[][] latents) {
    return madeOf((from, to) -> Arrays.copyOfRange(latents, from, to));
  }

  public int count() {
    return images.size();
  }

  /**
   * The targets from {@code from} up to but not including {@code to} as {@code generator} sees
   * them.
   *
   * @throws Misuse if they are no images that it could make, or lack the condition it takes
   */
  public Aim aim(Generator generator, int from, int to) {
    return aim(generator, from, to, Classes.GIVEN);
  }

  /**
   * The same; where several classes are tried, all targets in class 0, then all in 1, and so on.
   */
  public Aim aim(Generator generator, int from, int to, Classes classes) {
    var images = this.images.range(from, to);
    if (!images.shape().equals(generator.image())) {
      throw new Misuse(
          "this generator makes images of %s but the targets are %s"
              .formatted(generator.image(), images.shape()));
    }
    int tried = classes.tried(generator);
    var condition =
        switch (generator.condition()) {
          case Condition.None _ -> Optional.<Tensor>empty();
          case Condition.Label _ ->
              Optional.of(Tensor.of(tried > 1 ? each(tried, to - from) : labels(images)));
          case Condition.Image _ ->
              Optional.of(
                  generator
                      .scale()
                      .fromPixels(
                          tensor(
                              conditions
                                  .map(c -> c.range(from, to))
                                  .orElseThrow(() ->
                                      new Misuse(
                                          "this generator needs a condition image for each target")))));
        };
    Tensor target = generator.scale().fromPixels(tensor(images)).repeatAll(tried);
    var latents = this.truth.map(z -> z.rows(from, to)).map(Targets::tensor);
    return new Aim(generator, condition, target, from, latents.map(z -> z.repeatAll(tried)));
  }

  private static int[] each(int classes, int count) {
    return IntStream.range(0, classes * count).map(i -> i / count).toArray();
  }

  private static int[] labels(Images images) {
    if (!images.labelled()) {
      throw new Misuse("this generator needs a class number for each target");
    }
    return images.labels();
  }

  private static Tensor tensor(float[][] z) {
    return Latents.of(z).tensor(0, z.length);
  }

  private static Tensor tensor(Images images) {
    return Tensor.of(images.pixels(), images.shape().batch(images.count()));
  }
}
