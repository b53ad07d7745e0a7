package preimage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import preimage.net.Generator;
import preimage.net.Linearised;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;
import preimage.tensor.Device;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** Jacobians of the built-in generator by windows and by tangents, on one thread, in turns. */
record Jacobians(Alternation turns) {
  private static final List<Integer> BATCHES = List.of(2, 8, 50);

  void write(Page page) {
    // OpenMP keeps this number by thread.
    Device.limitThreads(1);
    var rows = new ArrayList<List<Cell>>();
    try (var generator = Models.generator(Targets.MODEL)) {
      generator.compiled(fast -> BATCHES.forEach(batch -> rows.add(row(fast, batch))));
    }
    var columns =
        List.of(
            Column.words("batch"),
            Column.numbers("windows, ms a sample"),
            Column.numbers("tangents, ms a sample"),
            Column.numbers("ratio"));
    var text =
        """
        The Jacobian (784 × 100) of each sample of a batch, the forward pass included, by the compiled built-in generator on \
        one thread: found by the windows that pixels see of the first layer, and by pushing all unit tangents. \
        Medians of %d turns.
        """
            .formatted(turns.rounds());
    var machine =
        Machine.here()
            .markdown(
                "bench/run jacobians --rounds %d --steps %d"
                    .formatted(turns.rounds(), turns.steps()));
    var table = MarkdownRenderer.render(new Table("", columns, rows));
    page.put("Jacobians", String.join("\n", text, table, machine));
  }

  private List<Cell> row(Generator generator, int batch) {
    var truth = Targets.draw(generator, batch, 1).truth();
    return Scope.call(() -> {
      Tensor z = Targets.rows(truth, 0, batch);
      var windows = Contestant.here("windows", () -> jacobian(generator, z, true));
      var tangents = Contestant.here("tangents", () -> jacobian(generator, z, false));
      var found = turns.run(List.of(windows, tangents)).values().stream().toList();
      double fast = 1e3 * found.getFirst().median() / batch;
      double slow = 1e3 * found.getLast().median() / batch;
      return List.of(
          Cell.of(String.valueOf(batch)), Cell.of(fast), Cell.of(slow), Cell.of(slow / fast));
    });
  }

  private static void jacobian(Generator generator, Tensor z, boolean windows) {
    Scope.run(() ->
        Scope.withoutGradient(() -> {
          var known = generator.linearised(Optional.empty(), z).orElseThrow();
          var pushed = new Linearised(known.value(), known.push(), known.pull());
          return (windows ? known : pushed).jacobian(z);
        }));
  }
}
