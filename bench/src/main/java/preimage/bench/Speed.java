package preimage.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import preimage.bench.Alternation.Turns;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;

/**
 * Our training beside PyTorch's, in turns.
 *
 * @param data the folder of Fashion-MNIST's files
 */
record Speed(Alternation turns, Path data) {
  static final Path PEERS = Path.of("bench", "peers");
  static final String OURS = "Preimage";

  void write(Page page) {
    try (var training = new Training(data);
        var ours = Contestant.here(OURS, training::step);
        var usual = peer("PyTorch as its users run it");
        var tuned = peer("PyTorch, same allocator settings", "--allocator", "tuned");
        var frozen =
            peer("PyTorch, also sparing needless gradients", "--allocator", "tuned", "--freeze");
        var mkl = products("torch");
        var openBlas = products("numpy")) {
      var times = turns.run(List.of(ours, usual, tuned, frozen, mkl, openBlas));
      var products = List.of(times.pollLastEntry().getValue(), times.pollLastEntry().getValue());
      double flops = mkl.last("flops");
      double rate = flops / least(products, Turns::median);
      double median = times.firstEntry().getValue().median();
      var rows = new ArrayList<List<Cell>>();
      times.forEach((name, t) -> {
        boolean spares = name.equals(OURS) || name.equals(frozen.name());
        double work = 2.0 * (spares ? training.products() : training.productsAsUsual());
        rows.add(
            List.of(
                Cell.of(name),
                Cell.of(1e3 * t.median()),
                Cell.of(1e3 * t.fastest()),
                Cell.of(1e3 * t.slowest()),
                Cell.of(training.batch() / t.median()),
                Cell.of(t.median() / median),
                Cell.of(work / 1e9),
                Cell.of(work / t.median() / rate)));
      });
      var columns =
          List.of(
              Column.words("contestant"),
              Column.numbers("median (ms a step)"),
              Column.numbers("fastest turn"),
              Column.numbers("slowest turn"),
              Column.numbers("images a second"),
              Column.numbers("time over ours"),
              Column.numbers("products (GFLOP a step)"),
              Column.numbers("share of the machine's rate"));
      var text =
          """
          DCGAN on Fashion-MNIST: 28×28, base width 64, batch 64, Adam, moving average. The contestants take turns of \
          %d steps, %d each, after %d to warm up; the median turn counts. The machine's rate is that of large square float32 products by \
          PyTorch or NumPy, whichever is faster here, which take turns with them: %.0f GFLOP/s in the median turn, %.0f in the fastest. Products are those of \
          convolutions and linear maps, two operations a multiply–add, as counted in `bench/peers/README.md`.
          """
              .formatted(
                  turns.steps(),
                  turns.rounds(),
                  turns.warm(),
                  rate / 1e9,
                  flops / least(products, Turns::fastest) / 1e9);
      var machine =
          Machine.here()
              .markdown(
                  "bench/run speed --only training --rounds %d --steps %d"
                      .formatted(turns.rounds(), turns.steps()),
                  "PyTorch " + usual.version() + " with " + usual.threads() + " threads");
      var table = MarkdownRenderer.render(new Table("", columns, rows));
      page.put("GAN training", String.join("\n", text, table, machine));
    }
  }

  private static double least(List<Turns> turns, ToDoubleFunction<Turns> time) {
    return turns.stream().mapToDouble(time).min().orElseThrow();
  }

  private static Peer products(String library) {
    return Peer.start("products by " + library, PEERS, "products.py", "--by", library);
  }

  private Peer peer(String name, String... options) {
    var arguments = new ArrayList<>(List.of(data.toString()));
    arguments.addAll(List.of(options));
    return Peer.start(name, PEERS, "train_dcgan.py", arguments.toArray(String[]::new));
  }
}
