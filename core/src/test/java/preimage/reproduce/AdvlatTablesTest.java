package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.reproduce.ToyGames.fill;
import static preimage.reproduce.ToyGames.plan;
import static preimage.reproduce.ToyGames.rows;
import static preimage.reproduce.ToyGames.table;
import static preimage.reproduce.ToyGames.table4;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Images;
import preimage.io.NdArray;
import preimage.io.Safetensors;
import preimage.net.Models;
import preimage.report.Section;
import preimage.run.GridFolder;
import preimage.run.RunFile;
import preimage.tensor.Shape;
import preimage.work.Progress;

/** AdvLatGAN's other tables on networks that take a moment. */
class AdvlatTablesTest {
  @TempDir private Path temporary;

  private GridFolder folder(String name) {
    return new GridFolder(temporary.resolve(name));
  }

  private static Contest told(String cell, String label, String training) {
    return Contest.of(cell, label, "non-saturating", "set", training, "none").told(10).steps(3);
  }

  private static GanTable pairs() {
    var networks = "backbone=mlp(hidden=[8]), prior=normal(dimension=4), batch=4";
    return new GanTable(
        List.of(
            told("msgan", "MSGAN", "gan(loss=msgan, %s)".formatted(networks)),
            told("div", "-div", "gan(%s, latent=div-code)".formatted(networks))),
        new Judge("set", "set:test", 4),
        120,
        true);
  }

  @Test
  void table6IsTheWholeTwoByTwoOverallAndByClass() {
    var table =
        new AdvlatTable6(
            "advlat-table6", "table 6", few(pairs()), few(pairs()), PublishedClasses.cifar());
    var document = fill(table, plan(2), folder("six"), cell -> true);
    var overall = rows(document, "All classes together");
    assertEquals(
        List.of("MSGAN", "MSGAN", "MSGAN + z", "-div", "-div+", "-div+"),
        overall.stream().map(row -> row.get("method")).toList());
    assertEquals(.00783, overall.get(0).get("JSD"));
    assertEquals(26.763, overall.get(4).get("FID"));
    assertTrue(overall.get(5).get("coverage") instanceof Map<?, ?>, document.markdown());
    for (var metric : List.of("FID", "JSD", "density", "coverage")) {
      var rows = rows(document, metric + " by class");
      assertEquals(4, rows.size());
      assertTrue(rows.get(3).get("9") instanceof Map<?, ?>, document.markdown());
    }
    assertEquals(
        .604, rows(document, "The paper's numbers by class, CIFAR-10").get(7).get("truck"));
    assertEquals(16, rows(document, "Paired differences").size());
  }

  /** Classes need as many samples as JSD has bins. */
  private static GanTable few(GanTable table) {
    return new GanTable(table.contests(), new Judge("set", "many:test", 4), 1_000, true);
  }

  @Test
  void rivalsAreHeldAgainstTheCellsOfTable4() {
    var lender = folder("four again");
    fill(table4(3), plan(1), lender, cell -> cell.startsWith("dcgan-z"));
    for (var published : AdvlatRivals.tables()) {
      var rivals =
          new AdvlatRivals(
              published.name(),
              published.figure(),
              published.title(),
              published.metric(),
              table(3).first(1),
              table(3).first(1),
              published.columns(),
              published.published());
      var run =
          new ReproductionRun(rivals, plan(1), folder(rivals.name()), false, Optional.of(lender));
      var document = run.fill(cell -> true, Progress.silent());
      var metric = published.metric().equals("is") ? "IS" : "FID";
      var rows = rows(document, metric);
      assertEquals(2, rows.size());
      for (var rival : rivals.columns()) {
        assertTrue(rows.get(1).get(rival.label()) instanceof Double, document.markdown());
      }
      assertEquals(rivals.columns().size(), rows(document, "All metrics").size());
      assertFalse(Files.exists(folder(rivals.name()).cells().resolve("dcgan-net-seed0")));
    }
    var printed = AdvlatRivals.tables().get(1);
    assertEquals(
        "Value[value=49.237]",
        printed
            .columns()
            .get(1)
            .number(printed.published().row(table(3).contests().getFirst()))
            .toString());
  }

  @Test
  void table3ShowsEachInitialisationByItself() {
    var table3 = new AdvlatTable3(table(3), table(3));
    var document = fill(table3, plan(2), folder("three"), cell -> true);
    var rows = rows(document, "IS and FID");
    assertEquals(8, rows.size());
    assertTrue(rows.get(3).get("FID with -z") instanceof Double, document.markdown());
    assertEquals(4, new AdvlatTable3().reduced().contests().size());
  }

  /**
   * As if the training had ended at a generator whose images do not depend on its 4 latents, which
   * are the first of what its first layer takes.
   */
  private static void collapse(Path generator) {
    var stored = Models.stored(generator.toString());
    var tensors = new LinkedHashMap<>(stored.tensors());
    tensors.computeIfPresent(
        "0.weight",
        (_, weight) -> {
          var values = weight.floats();
          int inputs = weight.shape().get(1);
          for (int i = 0; i < values.length; i++) {
            values[i] = i % inputs < 4 ? 0 : values[i];
          }
          return NdArray.of(values, weight.shape().get(0), inputs);
        });
    new Safetensors(stored.metadata(), tensors).write(generator);
  }

  @Test
  void aCollapsedGeneratorLeavesItsCellsEmptyAndTheTableGoesOn() {
    var four = folder("collapsed");
    fill(table4(3), plan(1), four, "dcgan-net-seed0"::equals);
    collapse(four.cells().resolve("dcgan-net-seed0/generator.safetensors"));
    var document =
        fill(table4(3), plan(1), four, cell -> cell.matches("dcgan-(vanilla|z|qua)-seed0"));
    var fid = rows(document, "FID").get(1);
    assertFalse(fid.containsKey("vanilla") || fid.containsKey("-z"), fid::toString);
    assertTrue(fid.get("-qua") instanceof Double, fid::toString);
    var bar = rows(document, "Are the baselines trained enough?").getFirst();
    assertEquals("2 cells collapsed", bar.get("diverged"));
    assertEquals("no", bar.get("passes"));
    var lost =
        "Without numbers, since a training diverged or all images of a class are one:"
            + " dcgan-vanilla-seed0, dcgan-z-seed0.";
    assertTrue(document.markdown().contains(lost), document.markdown());
  }

  @Test
  void aCollapsedClassLeavesACellOfATableByClassEmpty() {
    var six =
        new AdvlatTable6(
            "advlat-table6", "table 6", few(pairs()), few(pairs()), PublishedClasses.cifar());
    var folder = folder("classes");
    fill(six, plan(1), folder, "msgan-net-seed0"::equals);
    collapse(folder.cells().resolve("msgan-net-seed0/generator.safetensors"));
    var document = fill(six, plan(1), folder, "msgan-vanilla-seed0"::equals);
    assertFalse(rows(document, "FID by class").getFirst().containsKey("0"), document.markdown());
    var cell = new RunFile(folder.cells().resolve("msgan-vanilla-seed0.json")).words();
    assertEquals(1_000, cell.get("collapsed"));
  }

  private static Result measured(double is, double fid) {
    return Result.empty()
        .with("is", is)
        .with("fid", fid)
        .with(Evaluation.IMAGES, new Images(Shape.of(1, 1, 1), new float[1]));
  }

  @Test
  void table3ClaimsNoMoreThanItsInitialisationsBearOut() {
    var table3 = new AdvlatTable3(table(3), table(3));
    var cells = new HashMap<String, Result>();
    cells.put("dcgan-few-seed0", measured(5, 10));
    cells.put("dcgan-few-z-seed0", measured(6, 9));
    for (int seed = 0; seed < 2; seed++) {
      cells.put("wgan-few-seed" + seed, measured(5, 10));
      cells.put("wgan-few-z-seed" + seed, measured(6 + seed, 9 - .1 * seed));
    }
    var sections = table3.page(plan(2), new Results(cells)).sections();
    var claims = sections.get(1) instanceof Section.Text text ? text.paragraphs() : List.of();
    assertEquals(
        List.of(
            "dcgan: -z raises IS: does not show here (+1.000 with one seed, no interval).",
            "dcgan: -z lowers FID: does not show here (-1.000 with one seed, no interval).",
            "wgan: -z raises IS: does not show here (+1.500, 95 % interval -4.853 to +7.853, 2 seeds).",
            "wgan: -z lowers FID: shows here (-1.050, 95 % interval -1.685 to -0.415, 2 seeds)."),
        claims);
  }

  @Test
  void latentsOfTwoDimensionsAreFollowedToWhereTheyGather() {
    var training = "gan(backbone=mlp(hidden=[8]), prior=normal(dimension=2), batch=4)";
    var one =
        new GanTable(
            List.of(
                Contest.of("dcgan", "DCGAN", "non-saturating", "set", training, "none").steps(5)),
            new Judge("set", "set:test", 4),
            200);
    var document = fill(new AdvlatLatents(one, one), plan(1), folder("plane"), cell -> true);
    var row = rows(document, "Latents on their way").getFirst();
    assertTrue(
        (double) row.get("score after 30") > (double) row.get("score after 0"), row::toString);
    assertTrue(document.markdown().contains("latents leave places of poor images: "));
    var report = Toys.read(folder("plane").report());
    assertTrue(report.contains("DCGAN: where latents gather"), "peaks have pictures");
  }

  @Test
  void aSurfaceKnowsWhereItsPointsAre() {
    var points = new float[500][];
    Arrays.setAll(points, i -> new float[] {1, i < 400 ? 2.05f : -2.05f});
    var surface = Surface.of(points);
    double cell = Math.pow(2 * Surface.REACH / Surface.SIDE, 2);
    assertEquals(1, Arrays.stream(surface.values()).sum() * cell, 1e-3);
    int above = Surface.nearest(new float[] {1, 2.05f});
    assertEquals(above, argmax(surface.values()));
    assertEquals(1, Surface.place(above)[0], Surface.REACH / Surface.SIDE);
    assertEquals(2, Surface.place(above)[1], Surface.REACH / Surface.SIDE);
    var moved = new float[][] {{1, -2.05f}};
    double[] ratios = Surface.of(moved).over(surface);
    var most = Surface.extremes(ratios, true, 3, .5);
    assertEquals(-2, Surface.place(most.getFirst())[1], .4);
    assertEquals(2, Surface.place(Surface.extremes(ratios, false, 1, .5).getFirst())[1], .6);
    assertEquals(1, Surface.extremes(ratios, true, 3, 9).size());
  }

  private static int argmax(double[] values) {
    return IntStream.range(0, values.length)
        .reduce(0, (best, i) -> values[i] > values[best] ? i : best);
  }

  @Test
  void everyScaleOfEveryTableIsMadeOfRecipesThatParse() {
    var tables = new ArrayList<Reproduction>(AdvlatRivals.tables());
    tables.addAll(
        List.of(
            new AdvlatTable3(),
            AdvlatTable4.table4(),
            AdvlatTable4.table5(),
            AdvlatTable6.table6(),
            AdvlatTable6.table7(),
            new AdvlatLatents()));
    for (var table : tables) {
      for (var scale : Scale.values()) {
        var jobs = table.jobs(new Plan(scale, 3, Optional.empty(), ToyGames::data));
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
