package preimage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import preimage.latent.Recovery;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;
import preimage.tensor.Parallel;

/**
 * Our latent recovery by Adam beside PyTorch's, in turns: the same weights, targets, starts, rate
 * and number of steps; each turn is a whole recovery of one batch.
 *
 * @param steps of the largest batch's turns; smaller batches take more
 */
record RecoverySpeed(int rounds, int steps) {
  private static final List<Column> COLUMNS =
      List.of(
          Column.numbers("batch"),
          Column.words("contestant"),
          Column.numbers("median (ms a step)"),
          Column.numbers("fastest turn"),
          Column.numbers("slowest turn"),
          Column.numbers("time over ours"),
          Column.numbers("mean loss at the end"));

  /** Batch sizes, and how many times as many steps their turns have. */
  private static final List<Map.Entry<Integer, Integer>> BATCHES =
      List.of(Map.entry(1, 10), Map.entry(16, 5), Map.entry(256, 1));

  private static final int LARGEST = 256;

  void write(Page page) {
    var rows = new ArrayList<List<Cell>>();
    var versions = new ArrayList<String>();
    try (var generator = Models.generator(Targets.MODEL)) {
      var targets = Targets.draw(generator, LARGEST, 1);
      var paths = targets.write();
      generator.compiled(fast ->
          BATCHES.forEach(b ->
              rows.addAll(rows(fast, targets, paths, b.getKey(), steps * b.getValue(), versions))));
    }
    var text =
        """
        Adam at rate 0.1 on images of the built-in DCGAN (28×28, d = 100), the same weights, targets, starts and steps; \
        the weights need no gradients, the network is in evaluation mode. Each turn is a whole recovery of a batch, of \
        %d (batch 1), %d (16) or %d (256) steps; %d turns each, after two to warm up, the median turn counts. \
        PyTorch's compiled step is that of `torch.compile` on network and loss, compiled before the clock runs, as ours is.
        """
            .formatted(10 * steps, 5 * steps, steps, rounds);
    var machine =
        Machine.here()
            .markdown(
                "bench/run speed --only recovery --rounds %d --steps %d".formatted(rounds, steps),
                versions.getFirst());
    var table = MarkdownRenderer.render(new Table("", COLUMNS, rows));
    page.put("Recovery by Adam", String.join("\n", text, table, machine));
  }

  private List<List<Cell>> rows(
      Generator fast,
      Targets targets,
      Targets.Paths paths,
      int batch,
      int turn,
      List<String> versions) {
    var peers = new ArrayList<Peer>();
    var contestants = new ArrayList<Contestant>();
    try {
      var ours = new Ours(fast, targets, batch);
      contestants.add(ours);
      peers.add(peer("PyTorch as its users run it", paths, batch, turn));
      peers.add(
          peer("PyTorch, same allocator settings", paths, batch, turn, "--allocator", "tuned"));
      if (batch == LARGEST) {
        peers.add(peer("torch.compile", paths, batch, turn, "--compile"));
        peers.add(
            peer(
                "torch.compile, same allocator settings",
                paths,
                batch,
                turn,
                "--compile",
                "--allocator",
                "tuned"));
      }
      contestants.addAll(peers);
      var first = peers.getFirst();
      versions.add("PyTorch " + first.version() + " with " + first.threads() + " threads");
      var times = new Alternation(2 * turn, rounds, turn).run(contestants);
      double median = times.firstEntry().getValue().median();
      var rows = new ArrayList<List<Cell>>();
      for (var contestant : contestants) {
        var t = Objects.requireNonNull(times.get(contestant.name()));
        double loss = contestant instanceof Peer peer ? peer.last("mean_loss") : ours.loss();
        rows.add(
            List.of(
                Cell.of(batch),
                Cell.of(contestant.name()),
                Cell.of(1e3 * t.median()),
                Cell.of(1e3 * t.fastest()),
                Cell.of(1e3 * t.slowest()),
                Cell.of(t.median() / median),
                Cell.of(loss)));
      }
      return rows;
    } finally {
      peers.forEach(Peer::close);
    }
  }

  private static Peer peer(
      String name, Targets.Paths paths, int batch, int steps, String... options) {
    var arguments =
        new ArrayList<>(
            List.of(
                Targets.WEIGHTS.toString(),
                paths.targets(),
                paths.starts(),
                "--batch",
                String.valueOf(batch),
                "--steps",
                String.valueOf(steps)));
    arguments.addAll(List.of(options));
    return Peer.start(name, Speed.PEERS, "recover.py", arguments.toArray(String[]::new));
  }

  /** A whole search a turn. */
  private static final class Ours implements Contestant {
    private final Generator fast;
    private final Targets targets;
    private final int batch;
    private double loss;

    Ours(Generator fast, Targets targets, int batch) {
      this.fast = fast;
      this.targets = targets;
      this.batch = batch;
    }

    @Override
    public String name() {
      return Speed.OURS;
    }

    @Override
    public void warm(int steps) {
      // As the library cuts a batch: chunks side by side.
      double[] sums = {0};
      Parallel.<Double>chunks(
          0,
          batch,
          Recovery.chunk(batch),
          (begin, end) -> (end - begin) * targets.search(fast, begin, end - begin, steps),
          part -> sums[0] += part);
      loss = sums[0] / batch;
    }

    @Override
    public double seconds(int steps) {
      long start = System.nanoTime();
      warm(steps);
      return (System.nanoTime() - start) / 1e9;
    }

    double loss() {
      return loss;
    }

    @Override
    public void close() {}
  }
}
