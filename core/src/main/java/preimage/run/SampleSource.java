package preimage.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import preimage.data.Dataset;
import preimage.io.Npy;
import preimage.latent.Sampling;
import preimage.metric.Extractor;
import preimage.metric.Features;
import preimage.metric.Sample;
import preimage.net.Models;
import preimage.spec.Misuse;
import preimage.work.Progress;

/**
 * Where a user's samples come from: features in a {@code .npy} file (n, d), the images of a data
 * set, or what a generator makes of latents of its prior.
 *
 * @param text a file, a data set, or a model's file or name
 */
public record SampleSource(String text) {
  private static final long IN_MEMORY = 256L << 20;

  /** Whether it is a file of features. */
  public boolean isFeatures() {
    var file = Path.of(text);
    if (!text.endsWith(".npy") || !Files.isRegularFile(file)) {
      return false;
    }
    try (var npy = Npy.open(file)) {
      return npy.shape().size() == 2;
    }
  }

  private boolean isModel() {
    return Models.BUILT_IN.containsKey(text) || text.endsWith(".safetensors");
  }

  /**
   * The features of the file, of which at most {@code count} rows if that is given. Large files are
   * read whenever they are needed.
   *
   * @throws Misuse if it has fewer, or none
   */
  public Sample features(Optional<Integer> count) {
    var file = Path.of(text);
    try (var npy = Npy.open(file)) {
      int n = count(count, npy.shape().getFirst());
      int d = npy.shape().getLast();
      if (n < 1 || d < 1) {
        throw new Misuse(text + " holds no features: its array has the shape " + npy.shape());
      }
      var features =
          (long) n * d * npy.type().bytes() > IN_MEMORY
              ? new Features(n, d, (from, to, into) -> read(file, from, to, into))
              : held(npy, n, d);
      return Sample.given(text, Provenance.sha256(file), features);
    }
  }

  private static void read(Path file, int from, int to, double[] into) {
    try (var npy = Npy.open(file)) {
      var values = npy.block(from, to).doubles();
      System.arraycopy(values, 0, into, 0, values.length);
    }
  }

  private static Features held(Npy npy, int n, int d) {
    var values = npy.block(0, n).doubles();
    var rows = new double[n][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * d, (i + 1) * d));
    return Features.of(rows);
  }

  /**
   * Images as {@code extractor} sees them.
   *
   * @param count how many to take at most of a data set, or to make with a generator
   * @param otherwise how many a generator makes if nothing else is said
   * @param seed of the generator's latents
   * @param data opens data sets
   */
  public Sample images(
      Extractor extractor,
      Optional<Integer> count,
      int otherwise,
      long seed,
      Function<String, Dataset> data,
      Progress progress) {
    if (isModel()) {
      return generated(extractor, count.orElse(otherwise), seed, progress);
    }
    var set = data.apply(text);
    int n = count(count, set.size());
    try (var eye = extractor.open(set.shape())) {
      var origin = origin(set.name(), set.sha256());
      return Sample.seen(set.name(), origin, n, set::range, eye, progress);
    }
  }

  private Sample generated(Extractor extractor, int n, long seed, Progress progress) {
    try (var generator = Models.generator(text);
        var eye = extractor.open(generator.image())) {
      var z = Sampling.latents(generator, n, seed);
      var labels = Sampling.turns(generator, n);
      var origin = origin(text, Models.sha256(text));
      origin.put("seed", seed);
      return Sample.seen(
          text,
          origin,
          n,
          (from, to) ->
              Sampling.images(
                  generator,
                  Arrays.copyOfRange(z, from, to),
                  labels.length == 0 ? labels : Arrays.copyOfRange(labels, from, to)),
          eye,
          progress);
    }
  }

  private int count(Optional<Integer> wanted, int size) {
    int n = wanted.orElse(size);
    if (n > size) {
      throw new Misuse("%s holds %,d samples, not the %,d of --count".formatted(text, size, n));
    }
    return n;
  }

  private static SequencedMap<String, Object> origin(String name, String sha256) {
    var words = new LinkedHashMap<String, Object>();
    words.put("name", name);
    words.put("sha256", sha256);
    return words;
  }
}
