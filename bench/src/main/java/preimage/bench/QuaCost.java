package preimage.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import preimage.data.IdxFile;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.MarkdownRenderer;
import preimage.report.Table;
import preimage.run.Presets;
import preimage.train.GanLoss;
import preimage.train.GanTraining;
import preimage.train.Qua;

/**
 * What AdvLatGAN-qua costs: steps of a training with one latent step for each update of the critic
 * and of the same training without, in turns.
 *
 * @param data the folder of Fashion-MNIST's files
 * @param trainings at 28×28: names of presets, and "default"
 */
record QuaCost(Alternation turns, Path data, List<String> trainings) {
  private static final double GOAL = 1.6;

  void write(Page page) {
    var rows = new ArrayList<List<Cell>>();
    var images = IdxFile.open(data.resolve("train-images-idx3-ubyte.gz"));
    for (var name : trainings) {
      var plain = name.equals("default") ? new GanTraining() : Presets.recipe(name).training();
      try (var vanilla = new Training(images, plain);
          var qua = new Training(images, plain.latent(new Qua()));
          var one = Contestant.here("vanilla", vanilla::step);
          var other = Contestant.here("qua", qua::step)) {
        var times = List.copyOf(turns.run(List.of(one, other)).values());
        var ratios = ratios(times.getFirst(), times.getLast());
        rows.add(
            List.of(
                Cell.of(name),
                Cell.of(1e3 * times.getFirst().median()),
                Cell.of(1e3 * times.getLast().median()),
                Cell.of(ratios[ratios.length / 2]),
                Cell.of(ratios[0]),
                Cell.of(ratios[ratios.length - 1]),
                products(plain, vanilla)));
      }
    }
    var columns =
        List.of(
            Column.words("training"),
            Column.numbers("vanilla (ms a step)"),
            Column.numbers("with qua"),
            Column.numbers("qua over vanilla"),
            Column.numbers("least"),
            Column.numbers("most"),
            Column.numbers("by products alone"));
    var text =
        """
        A step of a training (updates of the critic and one of the generator, batch 64, Fashion-MNIST) with `latent=qua`, one \
        latent step for each update of the critic, beside the same without. They take turns of %d steps, %d each, after %d to \
        warm up; the median turn counts, and the median, least and most of the turns' ratios. The goal was at most %s. By products alone is \
        what the ratio would be if nothing but convolutions and linear maps took time: what algorithm 1 asks for, where the game \
        is the simple one.
        """
            .formatted(turns.steps(), turns.rounds(), turns.warm(), GOAL);
    var machine =
        Machine.here()
            .markdown(
                "bench/run qua-cost --rounds %d --steps %d"
                    .formatted(turns.rounds(), turns.steps()));
    var table = MarkdownRenderer.render(new Table("", columns, rows));
    page.put("Cost of AdvLatGAN-qua", String.join("\n", text, table, machine));
  }

  /** The ratio of the products, of which games with penalties need more than is counted. */
  private static Cell products(GanTraining how, Training training) {
    return how.loss() instanceof GanLoss.NonSaturating && how.criticSteps() == 1
        ? Cell.of(1 + (double) training.productsOfSearch() / training.products())
        : Cell.missing();
  }

  /** Those of one round each, in ascending order. */
  private static double[] ratios(Alternation.Turns vanilla, Alternation.Turns qua) {
    var ratios = new double[vanilla.seconds().size()];
    Arrays.setAll(ratios, i -> qua.seconds().get(i) / vanilla.seconds().get(i));
    Arrays.sort(ratios);
    return ratios;
  }
}
