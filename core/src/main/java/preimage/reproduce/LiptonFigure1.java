package preimage.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import preimage.latent.Targets;
import preimage.net.Models;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Numerals;
import preimage.report.Pictures;
import preimage.report.Section;
import preimage.report.Strip;
import preimage.report.Table;
import preimage.reproduce.Lipton.Generated;
import preimage.reproduce.Lipton.Row;
import preimage.spec.Misuse;

/**
 * Pictures of a search: the target, and what the generator makes of the latent on its way to it.
 *
 * @param samples how many targets
 * @param stages after how many updates
 */
public record LiptonFigure1(int samples, List<Integer> stages) implements Reproduction {
  private static final Row ROW = Row.STOCHASTIC;

  public LiptonFigure1 {
    stages = List.copyOf(stages);
  }

  public LiptonFigure1() {
    this(10, List.of(0, 100, 20_000));
  }

  @Override
  public String name() {
    return "lipton-figure1";
  }

  @Override
  public String title() {
    return "images along the search";
  }

  @Override
  public String source() {
    return Lipton.PAPER + ", figure 1";
  }

  @Override
  public Map<String, Object> words(Plan plan) {
    if (plan.seeds() > 1) {
      throw new Misuse(name() + " shows one seed, not " + plan.seeds());
    }
    var words = Lipton.words(plan, samples);
    words.put("stages", stages.toString());
    words.put(METHODS, Map.of(ROW.toString(), ROW.recipe(stages.getLast(), "")));
    return words;
  }

  private static String cell(int updates) {
    return "after-" + updates;
  }

  @Override
  public List<Job> jobs(Plan plan) {
    var block = new Block(0, 0, samples);
    return stages.stream()
        .map(updates ->
            new Job(
                cell(updates),
                ROW.recipe(updates, ""),
                updates + 1.,
                desk -> at(updates, plan, block, desk)))
        .toList();
  }

  private static Result at(int updates, Plan plan, Block block, Job.Desk desk) {
    try (var generator = Models.generator(Lipton.model(plan))) {
      var targets = Generated.of(generator, block);
      var method = ROW.recovery(updates, "");
      var found =
          method.recover(generator, Targets.of(targets.images()), block.draws(), desk.progress());
      return Lipton.result(found)
          .with("error", found.errors(targets.latents()))
          .with("image", found.images())
          .with("target", targets.images());
    }
  }

  private static String label(int updates) {
    return updates == 0 ? "start" : "after %,d".formatted(updates);
  }

  @Override
  public Page page(Plan plan, Results results) {
    var sections = new ArrayList<Section>();
    var strips = new ArrayList<Strip>();
    var rows = new ArrayList<List<Cell>>();
    for (int updates : stages) {
      var found = results.of(cell(updates));
      found.ifPresent(result -> {
        if (strips.isEmpty()) {
          strips.add(Strip.of("target", result.images("target")));
        }
        strips.add(Strip.of(label(updates), result.images("image")));
      });
      rows.add(
          List.of(
              Cell.of(label(updates)),
              mean(found.map(result -> result.numbers("loss"))),
              mean(found.map(result -> result.numbers("error")))));
    }
    if (!strips.isEmpty()) {
      sections.add(
          new Pictures(
              "The search for " + samples + " generated images",
              "Gradient descent with stochastic clipping from a draw of the prior.",
              strips,
              List.of()));
    }
    sections.add(
        new Table(
            "Errors",
            "Means over the targets: (G(z′) − x)² over pixels, and (z − z′)² over components.",
            List.of(
                Column.words("updates"),
                Column.numbers("image error", Numerals.significant(2)),
                Column.numbers("latent error", Numerals.significant(2))),
            rows));
    return new Page(
        "The paper shows faces at the same stages; it gives no numbers. Both scales are the same"
            + " work.",
        sections);
  }

  private static Cell mean(Optional<double[]> values) {
    return Spreads.of(Spreads.mean(values.orElse(new double[0])));
  }
}
