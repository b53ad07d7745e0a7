package preimage.run;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.metric.Extractor;
import preimage.metric.Sample;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.run.SampleSource.Labels;
import preimage.spec.Misuse;
import preimage.work.Progress;

/**
 * What a generator makes for a source of samples.
 *
 * @param conditions images that it is told in turn, if it makes images of images
 */
record Making(SampleSource source, Generator generator, Optional<Dataset> conditions) {
  /**
   * @param data opens data sets
   * @throws Misuse if the source has no conditions for a generator that needs them, or some for
   *     another
   */
  static Making of(SampleSource source, Generator generator, Function<String, Dataset> data) {
    boolean needed = generator.condition() instanceof Condition.Image;
    if (needed && source.conditions().isEmpty()) {
      throw new Misuse(source.text() + " makes images of images: give these by --conditions");
    }
    if (!needed && source.conditions().isPresent()) {
      throw new Misuse(source.text() + " takes no --conditions: it makes no images of images");
    }
    return new Making(source, generator, source.conditions().map(data));
  }

  /** As {@link SampleSource#images}, by an eye that is open for the generator's images. */
  Sample seen(
      Extractor.Eye eye, Optional<Integer> count, int otherwise, long seed, Progress progress) {
    var text = source.text();
    var given = source.latents();
    var labels = labels();
    var origin = source.origin(text, Models.sha256(text), labels);
    conditions.ifPresent(set -> {
      origin.put("conditions", set.name());
      origin.put("conditions-sha256", set.sha256());
    });
    float[][] z =
        given
            .map(l -> Arrays.copyOf(l.z(), SampleSource.count(count, l.z().length, l.name())))
            .orElseGet(() -> Sampling.latents(generator, count.orElse(otherwise), seed));
    if (given.isEmpty()) {
      origin.put("seed", seed);
    }
    int all = given.map(l -> l.z().length).orElse(z.length);
    var classes = labels.map(l -> l.first(z.length, all, text)).orElseGet(() -> pairwise(z.length));
    var latents = Latents.of(z, classes);
    int times = given.map(SampleSource.Latents::times).orElse(1);
    Sample.Batches made = (from, to) -> Sampling.images(generator, told(latents, from, to, times));
    var sample = Sample.seen(text, origin, z.length, made, eye, progress);
    // Of neighbours that are told different images, the latents alone explain no distance.
    boolean alike = conditions.isEmpty() || times == 2 || conditions.get().size() == 1;
    return alike ? sample.behind(z) : sample;
  }

  private Latents told(Latents latents, int from, int to, int times) {
    var some = latents.rows(IntStream.range(from, to).toArray());
    return new Latents(
        some.z(), some.labels(), conditions.map(set -> images(set, from, to, times)));
  }

  /** As many images as needed, from the first again where there are fewer, {@code times} each. */
  private static Images images(Dataset set, int from, int to, int times) {
    return set.images(IntStream.range(from, to).map(i -> i / times % set.size()).toArray())
        .withoutLabels();
  }

  /** What a conditional generator is told, if anything says so; another is told nothing. */
  private Optional<Labels> labels() {
    if (generator.condition() instanceof Condition.Label) {
      return source.labels().or(() -> source.latents().flatMap(SampleSource.Latents::labels));
    }
    if (source.labels().isPresent()) {
      throw new Misuse(source.text() + " takes no labels: it is told no classes");
    }
    return Optional.empty();
  }

  /** Classes in turn, the same for the two of a pair. */
  private int[] pairwise(int n) {
    return generator.condition() instanceof Condition.Label(int classes)
        ? IntStream.range(0, n).map(i -> i / 2 % classes).toArray()
        : new int[0];
  }
}
