package preimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import preimage.bench.Measured.Result;
import preimage.data.Dataset;
import preimage.data.IdxFile;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.metric.Bins;
import preimage.metric.Features;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Numerals;
import preimage.report.Table;
import preimage.tensor.Device;
import preimage.tensor.Rng;
import preimage.work.Failure;

/**
 * Our metrics beside torch-fidelity's, prdc's and scikit-learn's: values on the same features, and
 * time.
 *
 * @param data the folder of Fashion-MNIST's files, to cluster
 * @param mnist the folder of MNIST's files, for the published NDB
 */
record Metrics(int rounds, Path data, Path mnist) {
  private static final int BINS = 100;
  private static final int WARM = 2;

  /** A section of the page. */
  enum Part {
    PRDC("prdc", "PRDC, 10,000 × 10,000 × 512", "prdc", 5),
    FID("fid", "Moments of twice 50,000 × 2,048, and FID", "torch-fidelity", 1.5),
    KMEANS("kmeans", "k-means of NDB, Fashion-MNIST, 60,000 × 784", "scikit-learn", 2),
    KID("kid", "KID, 5,000 × 5,000 × 2,048", "torch-fidelity", 1),
    AGREEMENT("", "Features that are hard", "", 0),
    PUBLISHED("", "Published values", "", 0);

    private final String task;
    private final String title;
    private final String rival;

    /** What was aimed at: how many times as fast as the rival. */
    private final double times;

    Part(String task, String title, String rival, double times) {
      this.task = task;
      this.title = title;
      this.rival = rival;
      this.times = times;
    }
  }

  private static final List<String> HARD = List.of("relu", "few", "lattice", "scales");

  void write(Page page, Set<Part> parts) {
    for (var part : parts) {
      var text =
          switch (part) {
            case PRDC, FID, KMEANS, KID -> beside(part);
            case AGREEMENT -> hard();
            case PUBLISHED -> published();
          };
      var command =
          "bench/run metrics --only %s --rounds %d"
              .formatted(part.name().toLowerCase(Locale.ROOT), rounds);
      var machine = Machine.here().markdown(command, Device.threads() + " threads");
      page.put(part.title, text + "\n" + machine);
    }
  }

  /** Time and values of a task, and the rival's. */
  private String beside(Part part) {
    var result =
        within(folder -> {
          if (part == Part.KMEANS) {
            clusters(folder);
          }
          return new Measured(part.task, new Alternation(WARM, rounds, 1), folder).run();
        });
    double ours = result.time().median();
    double theirs = result.rival().median();
    var table =
        new Table(
            "",
            List.of(
                Column.words(""),
                Column.numbers("median (s)"),
                Column.numbers("fastest"),
                Column.numbers("slowest")),
            List.of(row("Preimage", result.time()), row(part.rival, result.rival())));
    return """
    %d turns each after %d to warm up; both use all cores. %s takes %.2f times as long as Preimage; the goal was %s. \
    Preimage's very first call took %.1f s.

    %s
    %s
    """
        .formatted(
            rounds,
            WARM,
            "`" + part.rival + "`",
            theirs / ours,
            Numerals.significant(2).write(part.times),
            result.first(),
            MarkdownRenderer.render(table),
            part == Part.KMEANS
                ? "From the same 100 centres, until they hardly move: %.0f iterations and %.0f, inertia %.6f times theirs; the goal was 1.001."
                    .formatted(
                        result.ours().get("iterations"),
                        result.theirs().required("iterations").asDouble(),
                        result.ratio("inertia"))
                : "Largest relative difference of %s: %.1e."
                    .formatted(String.join(", ", result.ours().keySet()), result.difference()));
  }

  private static List<Cell> row(String name, Alternation.Turns turns) {
    return List.of(
        Cell.of(name), Cell.of(turns.median()), Cell.of(turns.fastest()), Cell.of(turns.slowest()));
  }

  private String hard() {
    var rows = new ArrayList<List<Cell>>();
    for (var task : HARD) {
      var result = within(folder -> new Measured(task, new Alternation(0, 1, 1), folder).run());
      var names = String.join(", ", result.ours().keySet());
      rows.add(
          List.of(Cell.of(task), Cell.of(names), Cell.of("%.1e".formatted(result.difference()))));
    }
    var table =
        new Table(
            "",
            List.of(
                Column.words("task"), Column.words("values"), Column.words("relative difference")),
            rows);
    return """
    The largest |ours − theirs| / |theirs| of all values of `torch-fidelity` and `prdc`, on the same float32 features, \
    which all take in double precision; the goal was 1e-6, and equal counts. *relu*: 4,000 × 256, rectified, rank 40, far \
    from the origin; *few*: 300 × 512; *lattice*: 2,000 × 16 whole numbers, so that most distances tie; *scales*: 3,000 × \
    128, columns of deviations from .001 to 1,000. Precision, recall, density and coverage are counts: 0 where they are \
    the same.

    %s\
    """
        .formatted(MarkdownRenderer.render(table));
  }

  private String published() {
    var wide = within(folder -> new Measured("prdc-1000", new Alternation(0, 1, 1), folder).run());
    return """
    PRDC of two samples of N(0, I), 10,000 each, d = 1000, k = 5, published: precision .4772, recall .4705, density \
    1.0555, coverage .9735. Ours, of another draw: %s; `prdc` on it: relative difference %.1e.

    NDB and JSD on MNIST, K = 100, published: held-out digits of the training set .0014 and 0 bins, the test set .0041 \
    and 4, without nines .016 and 11; the last two rows leave them out of either set. By chance 5 of 100 bins differ at \
    p below .05, so the published counts are of a stricter test: ours are given at the level divided by the bins, too.

    %s\
    """
        .formatted(values(wide), wide.difference(), MarkdownRenderer.render(bins()));
  }

  /** In a temporary folder of files. */
  private static Result within(Function<Path, Result> body) {
    try {
      var folder = Files.createTempDirectory("metrics");
      try {
        return body.apply(folder);
      } finally {
        try (var files = Files.newDirectoryStream(folder)) {
          for (Path file : files) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new Failure("cannot use a temporary folder: " + e.getMessage(), e);
    }
  }

  /** Rows to cluster, and centres to start from. */
  private void clusters(Path folder) {
    var images = IdxFile.open(data.resolve("train-images-idx3-ubyte.gz"));
    int d = images.shape().count();
    var start = Arrays.copyOf(Rng.of(0).permutation(images.size()), BINS);
    Npy.write(
        folder.resolve("kmeans-real.npy"),
        NdArray.of(images.range(0, images.size()).pixels(), images.size(), d));
    Npy.write(
        folder.resolve("kmeans-start.npy"), NdArray.of(images.images(start).pixels(), BINS, d));
  }

  private static String values(Result result) {
    return result.ours().entrySet().stream()
        .map(e -> e.getKey() + " " + Numerals.decimals(4).write(e.getValue()))
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private Table bins() {
    var train = mnist("train");
    var test = mnist("t10k");
    // Those at the end of the file are of other writers than those before.
    int[] order = Rng.of(0).purpose("held out").permutation(train.size());
    var rows = new ArrayList<List<Cell>>();
    rows.add(
        bins(
            "10,000 training digits, drawn, beside the others",
            features(train, Arrays.copyOf(order, 50_000), -1),
            features(train, Arrays.copyOfRange(order, 50_000, 60_000), -1)));
    rows.add(
        bins(
            "test digits beside training digits",
            features(train, all(train), -1),
            features(test, all(test), -1)));
    rows.add(
        bins(
            "test digits without nines beside training digits",
            features(train, all(train), -1),
            features(test, all(test), 9)));
    rows.add(
        bins(
            "test digits beside training digits without nines",
            features(train, all(train), 9),
            features(test, all(test), -1)));
    return new Table(
        "",
        List.of(
            Column.words("samples"),
            Column.numbers("JSD", Numerals.decimals(4)),
            Column.numbers("NDB, p below .05", Numerals.whole()),
            Column.numbers("p below .05 / 100", Numerals.whole()),
            Column.numbers("z above 4", Numerals.whole())),
        rows);
  }

  private static List<Cell> bins(String what, Features real, Features fake) {
    var published = new Bins().measure(real, fake, Rng.of(0));
    var strict =
        new Bins(BINS, .05 / BINS, Optional.empty(), 300, false).measure(real, fake, Rng.of(0));
    var released = Bins.released().measure(real, fake, Rng.of(0));
    return List.of(
        Cell.of(what),
        Cell.of(published.getLast().value()),
        Cell.of(published.getFirst().value()),
        Cell.of(strict.getFirst().value()),
        Cell.of(released.getFirst().value()));
  }

  private Dataset mnist(String part) {
    return IdxFile.open(mnist.resolve(part + "-images-idx3-ubyte.gz"));
  }

  private static int[] all(Dataset digits) {
    return IntStream.range(0, digits.size()).toArray();
  }

  /** The pixels of some digits, but not of one class. */
  private static Features features(Dataset digits, int[] index, int without) {
    var rows = new ArrayList<float[]>();
    for (int i : index) {
      var image = digits.images(i);
      if (image.labels()[0] != without) {
        rows.add(image.pixels());
      }
    }
    return Features.of(rows.toArray(float[][]::new));
  }
}
