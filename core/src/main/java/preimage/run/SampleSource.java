package preimage.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import preimage.data.Dataset;
import preimage.data.Labelled;
import preimage.io.Npy;
import preimage.metric.Extractor;
import preimage.metric.Features;
import preimage.metric.Sample;
import preimage.net.Models;
import preimage.spec.Misuse;
import preimage.work.Progress;

/**
 * Where a user's samples come from: features in a {@code .npy} file (n, d), the images of a data
 * set, or what a generator makes of latents.
 *
 * @param text a file, a data set, or a model's file or name
 * @param labels of each sample instead of the data set's own; for a conditional generator, what it
 *     is told
 * @param latents of a generator instead of its prior's
 * @param conditions a data set, whose images a generator of images makes its own of in turn
 */
public record SampleSource(
    String text, Optional<Labels> labels, Optional<Latents> latents, Optional<String> conditions) {
  private static final long IN_MEMORY = 256L << 20;

  /** Samples as they are. */
  public SampleSource(String text) {
    this(text, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Latents of a file.
   *
   * @param z a row each
   * @param times how many in turn are told the same image: 2 of pairs
   * @param labels what a conditional generator is told with them unless said otherwise
   */
  public record Latents(
      String name, String sha256, float[][] z, int times, Optional<Labels> labels) {
    /** Those that were read from {@code file}, and the class numbers there, if any. */
    public static Latents of(Path file, float[][] z, int times, Optional<int[]> classes) {
      return new Latents(
          file.toString(),
          Provenance.sha256(file),
          z,
          times,
          classes.map(given -> Labels.of(file, given)));
    }
  }

  /**
   * Class numbers of a file.
   *
   * @param classes one a sample
   */
  public record Labels(String name, String sha256, int[] classes) {
    /** Those that were read from {@code file}. */
    public static Labels of(Path file, int[] classes) {
      return new Labels(file.toString(), Provenance.sha256(file), classes);
    }

    /** Those of the first {@code n} of {@code all} samples. */
    int[] first(int n, int all, String samples) {
      if (classes.length != all) {
        throw new Misuse(
            "%s has %,d samples, which cannot have the %,d class numbers of %s"
                .formatted(samples, all, classes.length, name));
      }
      return Arrays.copyOf(classes, n);
    }
  }

  /**
   * Whether it is a file of features.
   *
   * @throws Misuse if it should be a file, and there is none
   */
  public boolean isFeatures() {
    if (!text.endsWith(".npy")) {
      return false;
    }
    var file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw new Misuse("no file '" + text + "'");
    }
    try (var npy = Npy.open(file)) {
      return npy.shape().size() == 2;
    }
  }

  private boolean isModel() {
    return Models.BUILT_IN.containsKey(text) || text.endsWith(".safetensors");
  }

  /** What only a generator can be told. */
  private void refuseTold() {
    latents
        .map(Latents::name)
        .or(() -> conditions.map(set -> "--conditions " + set))
        .ifPresent(given -> {
          throw new Misuse(text + " is no generator, which " + given + " is for");
        });
  }

  /**
   * The features of the file, of which at most {@code count} rows if that is given. Large files are
   * read whenever they are needed.
   *
   * @throws Misuse if it has fewer, or none
   */
  public Sample features(Optional<Integer> count) {
    refuseTold();
    var file = Path.of(text);
    try (var npy = Npy.open(file)) {
      int all = npy.shape().getFirst();
      int n = count(count, all, text);
      int d = npy.shape().getLast();
      if (n < 1 || d < 1) {
        throw new Misuse(text + " holds no features: its array has the shape " + npy.shape());
      }
      var features =
          (long) n * d * npy.type().bytes() > IN_MEMORY
              ? new Features(n, d, (from, to, into) -> read(file, from, to, into))
              : held(npy, n, d);
      var classes = labels.map(given -> given.first(n, all, text)).orElse(new int[0]);
      return Sample.given(origin(text, Provenance.sha256(file), labels), features)
          .labelled(classes);
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
   * @param otherwise how many a generator makes of its prior's latents if nothing else is said
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
      return generated(extractor, count, otherwise, seed, data, progress);
    }
    refuseTold();
    var plain = data.apply(text);
    int n = count(count, plain.size(), text);
    var set =
        labels
            .<Dataset>map(
                given -> new Labelled(plain, given.first(plain.size(), plain.size(), text)))
            .orElse(plain);
    try (var eye = extractor.open(set.shape())) {
      var origin = origin(plain.name(), plain.sha256(), labels);
      return Sample.seen(set.name(), origin, n, set::range, eye, progress);
    }
  }

  private Sample generated(
      Extractor extractor,
      Optional<Integer> count,
      int otherwise,
      long seed,
      Function<String, Dataset> data,
      Progress progress) {
    try (var generator = Models.generator(text)) {
      var making = Making.of(this, generator, data);
      try (var eye = extractor.open(generator.image())) {
        return making.seen(eye, count, otherwise, seed, progress);
      }
    }
  }

  static int count(Optional<Integer> wanted, int size, String what) {
    int n = wanted.orElse(size);
    if (n > size) {
      throw new Misuse("%s holds %,d samples, not the %,d of --count".formatted(what, size, n));
    }
    return n;
  }

  SequencedMap<String, Object> origin(String name, String sha256, Optional<Labels> classes) {
    var words = new LinkedHashMap<String, Object>();
    words.put("name", name);
    words.put("sha256", sha256);
    classes.ifPresent(given -> {
      words.put("labels", given.name());
      words.put("labels-sha256", given.sha256());
    });
    latents.ifPresent(given -> {
      words.put("latents", given.name());
      words.put("latents-sha256", given.sha256());
    });
    return words;
  }
}
