package preimage.latent;

import java.util.Optional;
import java.util.stream.IntStream;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.spec.Misuse;
import preimage.tensor.Tensor;

/** Images whose latents are sought, read in slices, so that they need not all be in memory. */
public interface Targets {
  int count();

  /** Images {@code from} up to but not including {@code to}, with the labels they have. */
  Images images(int from, int to);

  /** The condition images that go with them, where there are any. */
  default Optional<Images> conditions(int from, int to) {
    return Optional.empty();
  }

  /** Images in memory; a generator of labelled images takes theirs as its condition. */
  static Targets of(Images images) {
    return of(new InMemory("targets", images));
  }

  /** Images in memory, each with a condition image. */
  static Targets of(Images images, Images conditions) {
    return of(new InMemory("targets", images), new InMemory("conditions", conditions));
  }

  /** Images of a data set, read as they are needed. */
  static Targets of(Dataset images) {
    return of(images, Optional.empty());
  }

  /** Images of a data set, each with an image of another as its condition. */
  static Targets of(Dataset images, Dataset conditions) {
    if (conditions.size() != images.size()) {
      throw new Misuse(images.size() + " targets cannot have " + conditions.size() + " conditions");
    }
    return of(images, Optional.of(conditions));
  }

  private static Targets of(Dataset images, Optional<Dataset> conditions) {
    return new Targets() {
      @Override
      public int count() {
        return images.size();
      }

      @Override
      public Images images(int from, int to) {
        return images.range(from, to);
      }

      @Override
      public Optional<Images> conditions(int from, int to) {
        return conditions.map(c -> c.range(from, to));
      }
    };
  }

  /**
   * The targets from {@code from} up to but not including {@code to} as {@code generator} sees
   * them.
   *
   * @throws Misuse if they are no images that it could make, or lack the condition it takes
   */
  default Aim aim(Generator generator, int from, int to) {
    return aim(generator, from, to, Classes.GIVEN);
  }

  /**
   * The same; where several classes are tried, all targets in class 0, then all in 1, and so on.
   */
  default Aim aim(Generator generator, int from, int to, Classes classes) {
    var images = images(from, to);
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
                              conditions(from, to)
                                  .orElseThrow(() ->
                                      new Misuse(
                                          "this generator needs a condition image for each target")))));
        };
    Tensor target = generator.scale().fromPixels(tensor(images)).repeatAll(tried);
    return new Aim(generator, condition, target, from);
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

  private static Tensor tensor(Images images) {
    return Tensor.of(images.pixels(), images.shape().batch(images.count()));
  }
}
