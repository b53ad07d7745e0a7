package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.run.GridFolder;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.work.Progress;

/** AdvLatGAN's tables on networks that take a moment. */
class AdvlatTablesTest {
  @TempDir private Path temporary;

  private static Contest contest(String cell, String loss, long steps) {
    return Contest.of(cell, cell, loss, "set", training(loss), "qua").steps(steps);
  }

  private static String training(String loss) {
    return "gan(loss=%s, backbone=mlp(hidden=[8]), prior=normal(dimension=4), batch=4)"
        .formatted(loss);
  }

  private static GanTable table(long steps) {
    return new GanTable(
        List.of(contest("dcgan", "non-saturating", steps), contest("wgan", "wgan", steps)),
        new Judge("set", "set:test", 4),
        120);
  }

  private static AdvlatTable4 table4(long steps) {
    return new AdvlatTable4(
        "advlat-table4",
        "table 4",
        table(steps),
        table(steps),
        Published.cifarFid(),
        Published.cifarIs());
  }

  private static Plan plan(int seeds) {
    return new Plan(Scale.REDUCED, seeds, Optional.empty(), AdvlatTablesTest::data);
  }

  /** 130 labelled images of noise. */
  private static Dataset data(String set) {
    var shape = Shape.of(1, 12, 12);
    long seed = set.hashCode();
    var pixels = Scope.call(() -> Rng.of(seed).uniform(shape, 0, 1, Rng.samples(0, 130)).toArray());
    int[] labels = IntStream.range(0, 130).map(i -> i % 10).toArray();
    return new InMemory(set, new Images(shape, pixels, labels));
  }

  private GridFolder folder(String name) {
    return new GridFolder(temporary.resolve(name));
  }

  private static Document fill(
      Reproduction what, Plan plan, GridFolder folder, Predicate<String> wanted) {
    return new ReproductionRun(what, plan, folder, Files.exists(folder.folder()))
        .fill(wanted, Progress.silent());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows(Document document, String title) {
    var tables = (List<Map<String, Object>>) document.tree().get("tables");
    var table = tables.stream().filter(t -> t.get("title").equals(title)).findFirst().orElseThrow();
    return (List<Map<String, Object>>) table.get("rows");
  }

  @Test
  void table4HasPapersNumbersBesideOursAndSaysWhatDoesNotShow() {
    var document = fill(table4(3), plan(2), folder("four"), cell -> true);
    var fid = rows(document, "FID");
    assertEquals(4, fid.size());
    assertEquals("the paper, CIFAR-10", fid.get(0).get("from"));
    assertEquals(Map.of("mean", 46.4, "deviation", .2), fid.get(0).get("vanilla"));
    for (var stage : Stage.values()) {
      assertTrue(fid.get(1).get(stage.label()) instanceof Map<?, ?>, document.markdown());
      assertTrue(fid.get(3).get(stage.label()) instanceof Map<?, ?>, document.markdown());
    }
    assertEquals(10, rows(document, "Paired differences").size());
    var bar = rows(document, "Are the baselines trained enough?");
    assertTrue(List.of("yes", "no").contains(bar.get(0).get("passes")), bar::toString);
    assertEquals("none", bar.get(1).get("diverged"));
    var critics = rows(document, "What critics say of -z");
    assertTrue(critics.get(0).get("raised by the second") instanceof Map<?, ?>, critics::toString);
    assertTrue(
        document
            .markdown()
            .matches("(?s).*dcgan: -qua lowers vanilla's FID: (shows|does not show) here .*"),
        document.markdown());
  }

  @Test
  void partOfATableIsAlreadyATable() {
    var document = fill(table4(3), plan(1), folder("part"), "dcgan-vanilla-seed0"::equals);
    var fid = rows(document, "FID");
    assertTrue(fid.get(1).get("vanilla") instanceof Double, document.markdown());
    assertFalse(fid.get(1).containsKey("-qua"));
    assertFalse(fid.get(3).containsKey("vanilla"));
    assertTrue(document.markdown().contains("-qua lowers vanilla's FID: not measured yet."));
    assertEquals(
        "not measured yet",
        rows(document, "Are the baselines trained enough?").get(0).get("passes"));
    assertTrue(
        Files.exists(folder("part").cells().resolve("judge.json")), "what it needs is there");
    assertFalse(Files.exists(folder("part").cells().resolve("wgan-net-seed0.json")));
  }

  /** Breaks a training off in the middle. */
  private record Breaking(String text, long step, List<String> said)
      implements Progress, Progress.Task {
    @Override
    public Task start(String what, String unit, OptionalLong total) {
      return what.equals("training") && total.orElse(0) == 1_100
          ? this
          : Progress.silent().start(what, unit, total);
    }

    @Override
    public void say(String sentence) {
      said.add(sentence);
    }

    @Override
    public void at(long done, String note) {
      if (done == step && said.getLast().contains(text)) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void brokenOffInTheMiddleOfATrainingItGoesOnFromThatTrainingsCheckpoint() {
    Predicate<String> wanted =
        cell -> cell.startsWith("dcgan-qua") || cell.startsWith("dcgan-vanilla");
    var whole = folder("whole");
    fill(table4(1_100), plan(1), whole, wanted);
    var broken = folder("broken");
    var said = new ArrayList<String>();
    var first = new ReproductionRun(table4(1_100), plan(1), broken, false);
    assertThrows(
        IllegalStateException.class,
        () -> first.fill(wanted, new Breaking("dcgan-net.qua-seed0", 1_050, said)));
    assertTrue(Files.exists(broken.cells().resolve("dcgan-net.qua-seed0/checkpoint.safetensors")));
    assertFalse(Files.exists(broken.cells().resolve("dcgan-net.qua-seed0.json")));
    said.clear();
    var second = new ReproductionRun(table4(1_100), plan(1), broken, true);
    second.fill(wanted, new Toys.Ear(said));
    assertTrue(said.contains("going on from step 1000"), said::toString);
    for (var file :
        List.of(
            GridFolder::markdown,
            (java.util.function.Function<GridFolder, Path>) GridFolder::json)) {
      assertEquals(Toys.read(file.apply(whole)), Toys.read(file.apply(broken)));
    }
  }

  @Test
  void aLongerTrainingGoesOnFromTheShortOneAndIsTheSame() throws Exception {
    var folder = folder("longer");
    fill(table4(3), plan(1), folder, "dcgan-net.double-seed0"::equals);
    var alone = temporary.resolve("alone");
    var contest = contest("dcgan", "non-saturating", 6);
    new Trained("alone", contest.plain(0).recipe())
        .train(new Job.Desk(temporary, "alone", Progress.silent()), data("set"));
    var longer = folder.cells().resolve("dcgan-net.double-seed0/generator.safetensors");
    assertEquals(
        -1, Files.mismatch(alone.resolve("generator.safetensors"), longer), "the same weights");
  }

  @Test
  void cellsThatAreTheSameAreBorrowed() {
    var lender = folder("lender");
    fill(table4(3), plan(1), lender, cell -> cell.startsWith("dcgan-vanilla"));
    var said = new ArrayList<String>();
    var run =
        new ReproductionRun(table4(3), plan(1), folder("borrower"), false, Optional.of(lender));
    run.fill("dcgan-z-seed0"::equals, new Toys.Ear(said));
    assertEquals("3 of 23 cells were filled before", said.getFirst());
    assertFalse(Files.exists(folder("borrower").cells().resolve("dcgan-net-seed0")));
    var other = new Plan(Scale.REDUCED, 1, Optional.empty(), set -> data("other " + set));
    var refused =
        new ReproductionRun(table4(3), other, folder("refused"), false, Optional.of(lender));
    var sentence =
        assertThrows(Misuse.class, () -> refused.fill(cell -> true, Progress.silent()))
            .getMessage();
    assertTrue(
        sentence.startsWith("cells of " + lender.folder() + " cannot serve here: their set-sha256"),
        sentence);
  }

  @Test
  void studentsQuantilesAreThoseOfTables() {
    assertEquals(12.706, Paired.quantile(1), 5e-4);
    assertEquals(4.303, Paired.quantile(2), 5e-4);
    assertEquals(3.182, Paired.quantile(3), 5e-4);
    assertEquals(2.228, Paired.quantile(10), 5e-4);
    assertEquals(2.042, Paired.quantile(30), 5e-4);
    var paired = Paired.of(new double[] {1, 2, 3, Double.NaN}, new double[] {2, 4, 3, 9});
    assertEquals(1, paired.mean(), 1e-12);
    assertEquals(4.303 / Math.sqrt(3), paired.margin(), 5e-4);
    assertFalse(paired.above());
    assertTrue(Double.isNaN(Paired.of(new double[] {1}, new double[] {2}).margin()));
  }

  @Test
  void everyScaleOfEveryTableIsMadeOfRecipesThatParse() {
    for (var table : List.of(AdvlatTable4.table4(), AdvlatTable4.table5())) {
      for (var scale : Scale.values()) {
        var jobs = table.jobs(new Plan(scale, 3, Optional.empty(), AdvlatTablesTest::data));
        assertEquals(jobs.size(), jobs.stream().map(Job::name).distinct().count());
        var before = new ArrayList<String>();
        for (var job : jobs) {
          assertTrue(before.containsAll(job.needs()), job.name() + " needs " + job.needs());
          before.add(job.name());
        }
      }
    }
  }
}
