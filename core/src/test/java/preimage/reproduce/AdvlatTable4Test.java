package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.reproduce.ToyGames.contest;
import static preimage.reproduce.ToyGames.data;
import static preimage.reproduce.ToyGames.fill;
import static preimage.reproduce.ToyGames.plan;
import static preimage.reproduce.ToyGames.rows;
import static preimage.reproduce.ToyGames.table;
import static preimage.reproduce.ToyGames.table4;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.report.Section;
import preimage.run.GridFolder;
import preimage.run.RunFile;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** AdvLatGAN's table 4 on networks that take a moment. */
class AdvlatTable4Test {
  @TempDir private Path temporary;

  private GridFolder folder(String name) {
    return new GridFolder(temporary.resolve(name));
  }

  @Test
  void table4HasPapersNumbersBesideOursAndSaysWhatDoesNotShow() {
    var document = fill(table4(3), plan(2), folder("four"), cell -> true);
    var fid = rows(document, "FID");
    assertEquals(4, fid.size());
    assertEquals("the paper", fid.get(0).get("from"));
    assertEquals(Map.of("mean", 46.4, "deviation", .2), fid.get(0).get("vanilla"));
    for (var stage : Stage.values()) {
      assertTrue(fid.get(1).get(stage.label()) instanceof Map<?, ?>, document.markdown());
      assertTrue(fid.get(3).get(stage.label()) instanceof Map<?, ?>, document.markdown());
    }
    assertEquals(10, rows(document, "Paired differences").size());
    var bar = rows(document, "Are the baselines trained enough?");
    assertTrue(List.of("yes", "no").contains(bar.get(0).get("passes")), bar::toString);
    assertEquals("none", bar.get(1).get("diverged"));
    assertEquals("2 of 2", bar.get(0).get("seeds within"));
    var critics = rows(document, "What critics say of -z");
    assertTrue(critics.get(0).get("raised by the second") instanceof Map<?, ?>, critics::toString);
    assertTrue(
        document
            .markdown()
            .matches(
                "(?s).*dcgan: -qua lowers vanilla's FID(, though vanilla has not passed its bar)?: (shows|does not show) here .*"),
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
    var bar = rows(document, "Are the baselines trained enough?");
    assertEquals("no", bar.get(0).get("passes"), "three steps do not make ten classes");
    assertEquals("not measured yet", bar.get(1).get("passes"));
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
    assertEquals(Toys.read(whole.markdown()), Toys.read(broken.markdown()));
    assertEquals(Toys.read(whole.json()), Toys.read(broken.json()));
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
    var desk = new Job.Desk(temporary, "alone", Progress.silent());
    var shorter = new Trained("alone", contest("dcgan", "non-saturating", 3).plain(0).recipe());
    var sentence = assertThrows(Misuse.class, () -> shorter.train(desk, data("set"))).getMessage();
    assertEquals(
        alone + " holds a training of 6 steps, not of 3; remove it to train anew", sentence);
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
  void atThePapersScaleBinsAreOfPixelsOfItsSize() {
    var words = new ArrayList<String>();
    for (var scale : Scale.values()) {
      var plan = new Plan(scale, 1, Optional.empty(), ToyGames::data);
      var folder = folder(scale.toString());
      fill(table4(3), plan, folder, "dcgan-vanilla-seed0"::equals);
      var cell = new RunFile(folder.cells().resolve("dcgan-vanilla-seed0.json")).words();
      words.add(String.valueOf(cell.get("recipe")).replaceFirst(".* steps", ""));
      words.add(String.valueOf(cell.get("jsd-manifest")).replaceFirst(".*resize=([^,]*),.*", "$1"));
    }
    assertEquals(List.of("", "none", ", pixels at 128×128", "bilinear to 128×128"), words);
  }

  @Test
  void cellsOfTwoJudgesDoNotStandInOneTable() throws Exception {
    var mine = folder("mine");
    fill(table4(3), plan(1), mine, "dcgan-vanilla-seed0"::equals);
    var lender = folder("lender");
    fill(table4(3), plan(1), lender, "dcgan-z-seed0"::equals);
    judgedAnew(lender.cells().resolve("dcgan-z-seed0.json"));
    var run = new ReproductionRun(table4(3), plan(1), mine, true, Optional.of(lender));
    refusedForItsJudge(run);
    assertFalse(Files.exists(mine.cells().resolve("dcgan-z-seed0.json")));
    judgedAnew(mine.cells().resolve("dcgan-vanilla-seed0.json"));
    refusedForItsJudge(new ReproductionRun(table4(3), plan(1), mine, true));
    assertFalse(Files.exists(mine.cells().resolve("dcgan-z-seed0.json")));
  }

  /** As if another classifier had been trained by the same recipe, elsewhere. */
  private static void judgedAnew(Path cell) throws Exception {
    var text = Files.readString(cell);
    Files.writeString(
        cell,
        text.replaceAll("extractor-sha256\" : \"[0-9a-f]+", "extractor-sha256\" : \"another"));
  }

  private static void refusedForItsJudge(ReproductionRun run) {
    var refused =
        assertThrows(Misuse.class, () -> run.fill("dcgan-z-seed0"::equals, Progress.silent()));
    var sentence = refused.getMessage();
    assertTrue(
        sentence.startsWith(
            "coverage of dcgan-vanilla-seed0 and of dcgan-z-seed0 cannot be compared: extractor-sha256 is "),
        sentence);
  }

  private static Result scored(double fid) {
    return Result.empty().with("fid", fid).with("classes", 10);
  }

  private static List<String> claims(Map<String, Result> cells) {
    var checks = new AdvlatTable4Checks(table(3), plan(2), new Results(cells));
    return checks.claims() instanceof Section.Text text ? text.paragraphs() : List.of();
  }

  @Test
  void aBarThatIsOpenOrFailedCastsDoubtOnEveryNumberBesideIt() {
    var cells = new HashMap<String, Result>();
    cells.put("dcgan-vanilla-seed0", scored(10));
    cells.put("dcgan-qua-seed0", scored(8));
    var sentence = "dcgan: -qua lowers vanilla's FID%s: does not show here";
    var open = sentence.formatted(", though vanilla's bar is not measured yet");
    assertTrue(claims(cells).getFirst().startsWith(open), claims(cells)::toString);
    var failed = sentence.formatted(", though vanilla has not passed its bar");
    // One seed is over the bar, the other is not there yet.
    cells.put("dcgan-double-seed0", scored(5));
    assertTrue(claims(cells).getFirst().startsWith(failed), claims(cells)::toString);
    cells.put("dcgan-double-seed0", scored(10));
    assertTrue(claims(cells).getFirst().startsWith(open), claims(cells)::toString);
    cells.put("dcgan-double-seed1", Result.empty().with(Trained.DIVERGED, 2));
    assertTrue(claims(cells).getFirst().startsWith(failed), claims(cells)::toString);
    cells.put("dcgan-vanilla-seed1", scored(10));
    cells.put("dcgan-double-seed1", scored(10));
    assertTrue(claims(cells).getFirst().startsWith(sentence.formatted("")), "passed");
    cells.put("dcgan-vanilla-seed1", scored(13));
    assertTrue(claims(cells).getFirst().startsWith(sentence.formatted("")), "15 % on average");
    cells.put("dcgan-vanilla-seed1", scored(15));
    assertTrue(claims(cells).getFirst().startsWith(failed), "25 % on average");
    assertEquals("wgan: -qua lowers vanilla's FID: not measured yet.", claims(cells).get(4));
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
}
