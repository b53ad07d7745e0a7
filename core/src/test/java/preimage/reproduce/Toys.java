package preimage.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import preimage.data.Dataset;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Initialisation;
import preimage.net.LatentPrior;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Network;
import preimage.report.Cell;
import preimage.report.Column;
import preimage.report.Table;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.work.Progress;

/** Reproductions that take a moment. */
final class Toys {
  private Toys() {}

  static Plan plan(Scale scale, int seeds) {
    return new Plan(scale, seeds, Optional.empty(), Toys::none);
  }

  static Plan plan(Path model) {
    return new Plan(Scale.REDUCED, 1, Optional.of(model.toString()), Toys::none);
  }

  private static Dataset none(String set) {
    throw new Misuse("there is no set " + set);
  }

  /** A well-conditioned generator of 1×6×6 images from 4 uniform latents. */
  static Path generator(Path file) {
    var layers = "4 linear(out=36).then(tanh).then(reshape(channels=1, height=6, width=6))";
    return generator(file, layers, new Condition.None(), Map.of());
  }

  /** One that is given the second of the pairs of RGB images of 2×2 pixels in a folder, too. */
  static Path generator(Path file, Path pairs) {
    var layers =
        "7x2x2 flatten.then(linear(out=12)).then(tanh).then(reshape(channels=3, height=2, width=2))";
    return generator(file, layers, new Condition.Image(3, 2, 2), Map.of("data", pairs.toString()));
  }

  private static Path generator(
      Path file, String layers, Condition condition, Map<String, Object> provenance) {
    var architecture = Architecture.parse(layers);
    var card = ModelCard.generator(architecture, new LatentPrior.Uniform(4), condition, provenance);
    try (var network = Network.initialise(architecture, new Initialisation.Uniform(), Rng.of(2))) {
      Model.stored(card, network.weights().asMap()).write(file);
    }
    return file;
  }

  /**
   * Squares of the numbers of the cells, two for each seed.
   *
   * @param done where each cell that is worked at is noted
   * @param breaking the cell at which the process is killed
   * @param recipe how squares are found
   */
  record Squares(List<String> done, String breaking, String recipe) implements Reproduction {
    Squares() {
      this(new ArrayList<>(), "", "multiply");
    }

    @Override
    public String name() {
      return "squares";
    }

    @Override
    public String title() {
      return "squares of numbers";
    }

    @Override
    public String source() {
      return "Euclid, book 2";
    }

    @Override
    public Map<String, Object> words(Plan plan) {
      return Map.of(METHODS, recipe);
    }

    @Override
    public List<Job> jobs(Plan plan) {
      var jobs = new ArrayList<Job>();
      for (int seed = 0; seed < plan.seeds(); seed++) {
        for (int number = 3; number <= 4; number++) {
          double square = (double) number * number + seed;
          var name = "n" + number + "-seed" + seed;
          jobs.add(new Job(name, recipe, 1, desk -> square(desk, square)));
        }
      }
      return jobs;
    }

    private Result square(Job.Desk desk, double square) {
      if (desk.cell().equals(breaking)) {
        throw new IllegalStateException("killed");
      }
      done.add(desk.cell());
      return Result.empty().with("square", square).with("all", new double[] {square, Double.NaN});
    }

    @Override
    public Page page(Plan plan, Results results) {
      var rows = new ArrayList<List<Cell>>();
      for (var job : jobs(plan)) {
        var square = results.of(job.name()).map(r -> Cell.of(r.number("square")));
        rows.add(List.of(Cell.of(job.name()), square.orElse(Cell.missing())));
      }
      var columns = List.of(Column.words("cell"), Column.numbers("square"));
      return new Page("Numbers grow.", List.of(new Table("Squares", columns, rows)));
    }
  }

  /** Hears sentences. */
  record Ear(List<String> said) implements Progress {
    @Override
    public Task start(String what, String unit, OptionalLong total) {
      return Progress.silent().start(what, unit, total);
    }

    @Override
    public void say(String sentence) {
      said.add(sentence);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
