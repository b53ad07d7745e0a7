package preimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import preimage.work.Atomically;
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

  /** What was aimed at: how many times as fast as the rival. */
  private record Goal(String task, String what, String rival, double times) {}

  private static final List<Goal> GOALS =
      List.of(
          new Goal("prdc", "PRDC, 10,000 × 10,000 × 512", "prdc", 5),
          new Goal("fid", "moments of twice 50,000 × 2,048, and FID", "torch-fidelity", 1.5),
          new Goal("kmeans", "k-means of NDB: Fashion-MNIST, 60,000 × 784", "scikit-learn", 2),
          new Goal("kid", "KID, 5,000 × 5,000 × 2,048", "torch-fidelity", 1));

  private static final List<String> HARD = List.of("relu", "few", "lattice", "scales");

  void write(Path out) {
    try {
      var folder = Files.createTempDirectory("metrics");
      try {
        clusters(folder);
        var timed = GOALS.stream().map(g -> run(g.task, rounds, folder)).toList();
        var hard = HARD.stream().map(task -> run(task, 1, folder)).toList();
        var wide = run("prdc-1000", 1, folder);
        var text =
            String.join(
                "\n",
                "# Metrics beside other libraries",
                "",
                "## Speed",
                "",
                "In turns, %d each after one to warm up; medians. Both use all cores. Goals: PRDC 5 times as"
                        .formatted(rounds)
                    + " fast as `prdc`, moments and FID 1.5 times as fast as `torch-fidelity`, k-means"
                    + " from the same 100 centres twice as fast as scikit-learn at no more than 1.001"
                    + " times its inertia.",
                "",
                MarkdownRenderer.render(speed(timed)),
                "## Agreement",
                "",
                "The largest |ours − theirs| / |theirs| of all values, on the same float32 features, which all"
                    + " take in double precision. *relu*: 4,000 × 256, rectified, rank 40, far from the"
                    + " origin; *few*: 300 × 512; *lattice*: 2,000 × 16 whole numbers, so that most"
                    + " distances tie; *scales*: 3,000 × 128, columns of deviations from .001 to"
                    + " 1,000. Precision, recall, density and coverage are counts, and agree when they"
                    + " are the same.",
                "",
                MarkdownRenderer.render(agreement(timed, hard, wide)),
                "## Published values",
                "",
                "PRDC of two samples of N(0, I), 10,000 each, d = 1000, k = 5, published: precision .4772,"
                    + " recall .4705, density 1.0555, coverage .9735. Ours, of another draw: "
                    + values(wide)
                    + ".",
                "",
                "NDB and JSD on MNIST, K = 100, published: held-out digits of the training set .0014 and 0"
                    + " bins, the test set .0041 and 4, the test set beside a training set without nines .016"
                    + " and 11.",
                "",
                MarkdownRenderer.render(bins()),
                Machine.here()
                    .markdown(
                        "bench/run metrics --rounds " + rounds, Device.threads() + " threads"));
        Atomically.write(out, text);
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

  private static Result run(String task, int rounds, Path folder) {
    return new Measured(task, new Alternation(rounds > 1 ? 1 : 0, rounds, 1), folder).run();
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

  private static Table speed(List<Result> results) {
    var rows = new ArrayList<List<Cell>>();
    for (int i = 0; i < results.size(); i++) {
      var goal = GOALS.get(i);
      double ours = results.get(i).time().median();
      double theirs = results.get(i).rival().median();
      rows.add(
          List.of(
              Cell.of(goal.what),
              Cell.of(goal.rival),
              Cell.of(ours),
              Cell.of(theirs),
              Cell.of(theirs / ours),
              Cell.of(goal.times)));
    }
    return new Table(
        "",
        List.of(
            Column.words("what"),
            Column.words("rival"),
            Column.numbers("ours (s)"),
            Column.numbers("theirs (s)"),
            Column.numbers("theirs over ours"),
            Column.numbers("goal")),
        rows);
  }

  private static Table agreement(List<Result> timed, List<Result> hard, Result wide) {
    var rows = new ArrayList<List<Cell>>();
    for (var results : List.of(timed, hard, List.of(wide))) {
      for (var result : results) {
        if (result.task().equals("kmeans")) {
          double ratio = result.ratio("inertia");
          rows.add(row("kmeans", "inertia %.6f times theirs".formatted(ratio), 0));
        } else {
          var names = String.join(", ", result.ours().keySet());
          rows.add(row(result.task(), names, result.difference()));
        }
      }
    }
    return new Table(
        "",
        List.of(Column.words("task"), Column.words("values"), Column.words("relative difference")),
        rows);
  }

  private static List<Cell> row(String task, String what, double difference) {
    return List.of(
        Cell.of(task),
        Cell.of(what),
        task.equals("kmeans") ? Cell.missing() : Cell.of("%.1e".formatted(difference)));
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
    var some = features(train, 0, 50_000, -1);
    var rows = new ArrayList<List<Cell>>();
    rows.add(
        bins(
            "training digits 50,000 … 59,999 beside those before",
            some,
            features(train, 50_000, 60_000, -1)));
    rows.add(
        bins(
            "test digits beside training digits",
            features(train, 0, 60_000, -1),
            features(test, 0, 10_000, -1)));
    rows.add(
        bins(
            "test digits without nines beside training digits",
            features(train, 0, 60_000, -1),
            features(test, 0, 10_000, 9)));
    return new Table(
        "",
        List.of(
            Column.words("samples"),
            Column.numbers("JSD", Numerals.decimals(4)),
            Column.numbers("NDB, p < .05", Numerals.whole()),
            Column.numbers("NDB, z above 4", Numerals.whole())),
        rows);
  }

  private static List<Cell> bins(String what, Features real, Features fake) {
    var published = new Bins().measure(real, fake, Rng.of(0));
    var released = Bins.released().measure(real, fake, Rng.of(0));
    return List.of(
        Cell.of(what),
        Cell.of(published.getLast().value()),
        Cell.of(published.getFirst().value()),
        Cell.of(released.getFirst().value()));
  }

  private Dataset mnist(String part) {
    return IdxFile.open(mnist.resolve(part + "-images-idx3-ubyte.gz"));
  }

  /** The pixels of some digits, but not of one class. */
  private static Features features(Dataset digits, int from, int to, int without) {
    var rows = new ArrayList<float[]>();
    for (int i = from; i < to; i++) {
      var image = digits.images(i);
      if (image.labels()[0] != without) {
        rows.add(image.pixels());
      }
    }
    return Features.of(rows.toArray(float[][]::new));
  }
}
