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
import preimage.train.Qua;

/**
 * What AdvLatGAN-qua costs: steps of a training with one latent step for each update of the critic
 * and of the same training without, in turns.
 *
 * @param data the folder of Fashion-MNIST's files
 * @param presets trainings at 28×28
 */
record QuaCost(Alternation turns, Path data, List<String> presets) {
  private static final double GOAL = 1.6;

  void write(Page page) {
    var rows = new ArrayList<List<Cell>>();
    var images = IdxFile.open(data.resolve("train-images-idx3-ubyte.gz"));
    for (var preset : presets) {
      var plain = Presets.recipe(preset).training();
      try (var vanilla = new Training(images, plain);
          var qua = new Training(images, plain.latent(new Qua()));
          var one = Contestant.here("vanilla", vanilla::step);
          var other = Contestant.here("qua", qua::step)) {
        var times = List.copyOf(turns.run(List.of(one, other)).values());
        var ratios = ratios(times.getFirst(), times.getLast());
        rows.add(
            List.of(
                Cell.of(preset),
                Cell.of(1e3 * times.getFirst().median()),
                Cell.of(1e3 * times.getLast().median()),
                Cell.of(ratios[ratios.length / 2]),
                Cell.of(ratios[0]),
                Cell.of(ratios[ratios.length - 1])));
      }
    }
    var columns =
        List.of(
            Column.words("preset"),
            Column.numbers("vanilla (ms a step)"),
            Column.numbers("with qua"),
            Column.numbers("qua over vanilla"),
            Column.numbers("least"),
            Column.numbers("most"));
    var text =
        """
        A step of a training (updates of the critic and one of the generator, batch 64, Fashion-MNIST) with `latent=qua`, one \
        latent step for each update of the critic, beside the same without. They take turns of %d steps, %d each, after %d to \
        warm up; the median turn counts, and the median, least and most of the turns' ratios. The goal was at most %s.
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

  /** Those of one round each, in ascending order. */
  private static double[] ratios(Alternation.Turns vanilla, Alternation.Turns qua) {
    var ratios = new double[vanilla.seconds().size()];
    Arrays.setAll(ratios, i -> qua.seconds().get(i) / vanilla.seconds().get(i));
    Arrays.sort(ratios);
    return ratios;
  }
}
