package preimage.reproduce;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.run.GridFolder;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.work.Progress;

/** GANs that take a moment, of noise. */
final class ToyGames {
  private ToyGames() {}

  static Contest contest(String cell, String loss, long steps) {
    return Contest.of(cell, cell, loss, "set", training(loss), "qua").steps(steps);
  }

  static String training(String loss) {
    return "gan(loss=%s, backbone=mlp(hidden=[8]), prior=normal(dimension=4), batch=4)"
        .formatted(loss);
  }

  static GanTable table(long steps) {
    return new GanTable(
        List.of(contest("dcgan", "non-saturating", steps), contest("wgan", "wgan", steps)),
        new Judge("set", "set:test", 4),
        120);
  }

  static AdvlatTable4 table4(long steps) {
    return new AdvlatTable4(
        "advlat-table4",
        "table 4",
        table(steps),
        table(steps),
        Published.cifarFid(),
        Published.cifarIs());
  }

  static Plan plan(int seeds) {
    return new Plan(Scale.REDUCED, seeds, Optional.empty(), ToyGames::data);
  }

  /** Labelled images of noise. */
  static Dataset data(String set) {
    var shape = Shape.of(1, 12, 12);
    long seed = set.hashCode();
    int count = set.startsWith("many") ? 1_000 : 130;
    var pixels =
        Scope.call(() -> Rng.of(seed).uniform(shape, 0, 1, Rng.samples(0, count)).toArray());
    int[] labels = IntStream.range(0, count).map(i -> i % 10).toArray();
    return new InMemory(set, new Images(shape, pixels, labels));
  }

  static Document fill(Reproduction what, Plan plan, GridFolder folder, Predicate<String> wanted) {
    return new ReproductionRun(what, plan, folder, Files.exists(folder.folder()))
        .fill(wanted, Progress.silent());
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> rows(Document document, String title) {
    var tables = (List<Map<String, Object>>) document.tree().get("tables");
    var table = tables.stream().filter(t -> t.get("title").equals(title)).findFirst().orElseThrow();
    return (List<Map<String, Object>>) table.get("rows");
  }
}
