package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.reproduce.Toys.Squares;
import preimage.run.GridFolder;
import preimage.run.RunFile;
import preimage.spec.Misuse;
import preimage.work.Failure;
import preimage.work.Progress;

class ReproductionRunTest {
  private static final Plan PLAN = Toys.plan(Scale.REDUCED, 2);

  @TempDir private Path temporary;

  private GridFolder folder(String name) {
    return new GridFolder(temporary.resolve(name));
  }

  private static Document fill(Reproduction what, Plan plan, GridFolder folder, boolean resume) {
    return new ReproductionRun(what, plan, folder, resume).fill(cell -> true, Progress.silent());
  }

  @Test
  void leavesTablesForPeopleAndForMachines() {
    var folder = folder("whole");
    var document = fill(new Squares(), PLAN, folder, false);
    var table =
        """
        | cell | square |
        | :-- | --: |
        | n3-seed0 | 9 |
        | n4-seed0 | 16 |
        | n3-seed1 | 10 |
        | n4-seed1 | 17 |
        """;
    var text = Toys.read(folder.markdown());
    assertTrue(text.contains(table), text);
    assertTrue(text.startsWith("## squares: squares of numbers (reduced scale)\n"), text);
    assertTrue(text.contains("Euclid, book 2. Numbers grow."), text);
    assertTrue(text.contains("- methods `multiply`"), text);
    assertTrue(Toys.read(folder.json()).contains("\"square\" : 16.0"));
    assertTrue(Toys.read(folder.report()).contains("Numbers grow."));
    assertTrue(document.text().contains("n4-seed1"), document.text());
  }

  @Test
  void killedAndResumedItGivesTheSameTablesWithoutDoingAnythingTwice() {
    var whole = folder("whole");
    fill(new Squares(), PLAN, whole, false);
    var killed = folder("killed");
    var done = new ArrayList<String>();
    assertThrows(
        IllegalStateException.class,
        () -> fill(new Squares(done, "n3-seed1", "multiply"), PLAN, killed, false));
    assertTrue(Toys.read(killed.markdown()).contains("| n3\\-seed1 | – |".replace("\\", "")));
    assertEquals(List.of("n3-seed0", "n4-seed0"), done);
    done.clear();
    fill(new Squares(done, "", "multiply"), PLAN, killed, true);
    assertEquals(List.of("n3-seed1", "n4-seed1"), done);
    assertEquals(Toys.read(whole.markdown()), Toys.read(killed.markdown()));
    assertEquals(Toys.read(whole.json()), Toys.read(killed.json()));
    assertEquals(Toys.read(whole.report()), Toys.read(killed.report()));
    done.clear();
    fill(new Squares(done, "", "multiply"), PLAN, killed, true);
    assertEquals(List.of(), done);
  }

  @Test
  void saysWhatWasFilledBeforeAndWhatIsLeft() {
    var folder = folder("said");
    fill(new Squares(), Toys.plan(Scale.REDUCED, 1), folder, false);
    var said = new ArrayList<String>();
    new ReproductionRun(new Squares(), PLAN, folder, true).fill(cell -> true, new Toys.Ear(said));
    assertEquals("2 of 4 cells were filled before", said.get(0));
    assertEquals("filling cell n3-seed1 (1 of 2)", said.get(1));
    assertTrue(said.get(2).matches("cells left: 1, for about .*"), said.get(2));
  }

  @Test
  void seedsMayBeAddedButNothingElseChanged() {
    var folder = folder("grown");
    fill(new Squares(), Toys.plan(Scale.REDUCED, 1), folder, false);
    refused(
        folder.folder() + " is not empty; continue with --resume, or choose another --out",
        () -> fill(new Squares(), PLAN, folder, false));
    refused(
        folder.folder() + " was made with scale reduced, not paper",
        () -> fill(new Squares(), Toys.plan(Scale.PAPER, 1), folder, true));
    var grown = fill(new Squares(), PLAN, folder, true);
    assertEquals(2, grown.seeds());
    assertTrue(grown.text().contains("n4-seed1"), grown.text());
  }

  private static void refused(String sentence, Runnable work) {
    assertEquals(sentence, assertThrows(Misuse.class, work::run).getMessage());
  }

  @Test
  void onlyTheCellsThatAreWantedAreFilled() {
    var folder = folder("only");
    var run = new ReproductionRun(new Squares(), PLAN, folder, false);
    var document = run.fill(cell -> cell.startsWith("n4"), Progress.silent());
    assertTrue(document.markdown().contains("| n3-seed0 | – |"), document.markdown());
    assertTrue(document.markdown().contains("| n4-seed0 | 16 |"), document.markdown());
    var none = new ReproductionRun(new Squares(), PLAN, folder("none"), false);
    refused(
        "no cell is called so among [n3-seed0, n4-seed0, n3-seed1, n4-seed1]",
        () -> none.fill(cell -> cell.startsWith("n5"), Progress.silent()));
    assertFalse(Files.exists(folder("none").folder()));
  }

  @Test
  void aDamagedCellIsNamed() throws IOException {
    var folder = folder("damaged");
    fill(new Squares(), PLAN, folder, false);
    var cell = folder.cells().resolve("n4-seed0.json");
    Files.writeString(cell, "{}");
    var failure = assertThrows(Failure.class, () -> fill(new Squares(), PLAN, folder, true));
    assertEquals(cell + ": expected the names of a cell's arrays", failure.getMessage());
    Files.delete(cell);
    Files.delete(folder.cells().resolve("n4-seed0.npz"));
    assertTrue(fill(new Squares(), PLAN, folder, true).text().contains("16"));
  }

  @Test
  void anotherRunsFolderIsRefused() throws IOException {
    var folder = folder("other");
    Files.createDirectories(folder.folder());
    Files.writeString(folder.recipe(), "{\"training\": \"gan\"}");
    refused(
        folder.folder() + " was made with reproduction null, not squares",
        () -> fill(new Squares(), PLAN, folder, true));
  }

  @Test
  void aCellThatAnotherRecipeFilledIsRefusedUntilItIsRemoved() throws IOException {
    var folder = folder("recipes");
    fill(new Squares(), Toys.plan(Scale.REDUCED, 1), folder, false);
    var other = new Squares(new ArrayList<>(), "", "count");
    var cell = folder.cells().resolve("n3-seed0.json");
    refused(
        cell
            + " was filled by multiply, not by count;"
            + " remove it and the cells made of it to fill them anew",
        () -> fill(other, Toys.plan(Scale.REDUCED, 1), folder, true));
    Files.delete(cell);
    Files.delete(folder.cells().resolve("n4-seed0.json"));
    fill(other, Toys.plan(Scale.REDUCED, 1), folder, true);
    assertEquals(List.of("n3-seed0", "n4-seed0"), other.done());
  }

  private static List<Job> trainedAndJudged(String training) {
    return List.of(
        new Job("net", training, 1, _ -> Result.empty()),
        new Job("fid", "images of net", 1, List.of("net"), _ -> Result.empty().with("fid", 3)),
        new Job("other", "alone", 1, _ -> Result.empty()));
  }

  private Cells cells(String name) throws IOException {
    return new Cells(Files.createDirectories(temporary.resolve(name)));
  }

  @Test
  void whatWasMadeOfAnotherRecipesCellIsNotLent() throws IOException {
    var lender = cells("lender");
    var jobs = trainedAndJudged("long");
    lender.fill(jobs, _ -> true, Progress.silent(), _ -> {});
    var borrower = cells("borrower");
    assertEquals(Set.copyOf(jobs), borrower.lent(jobs, lender).keySet());
    var shorter = trainedAndJudged("short");
    assertEquals(Set.of(shorter.getLast()), borrower.lent(shorter, lender).keySet());
  }

  @Test
  void whatWasMadeOfACellThatIsGoneIsRefused() throws IOException {
    var cells = cells("gone");
    var jobs = trainedAndJudged("long");
    cells.fill(jobs, _ -> true, Progress.silent(), _ -> {});
    Files.delete(cells.folder().resolve("net.json"));
    refused(
        "cell fid was made of cell net, which is gone; remove it, too",
        () -> cells.fill(jobs, _ -> true, Progress.silent(), _ -> {}));
  }

  @Test
  void aBorrowedCellsFilesAreItsLendersWhateverLiesHere() throws IOException {
    var lender = cells("lending");
    var jobs = trainedAndJudged("long");
    lender.fill(jobs, _ -> true, Progress.silent(), _ -> {});
    var borrower = cells("borrowing");
    Files.createDirectories(borrower.folder().resolve("net"));
    var desk = new Job.Desk(borrower.folder(), "fid", Progress.silent());
    assertEquals(borrower.folder().resolve("net"), desk.of("net"));
    borrower.borrow(borrower.lent(jobs, lender));
    assertEquals(lender.folder().resolve("net"), desk.of("net"));
    assertEquals(
        new RunFile(lender.folder().resolve("net.json")).words().get("made-with"),
        desk.words("net").get("made-with"));
  }

  @Test
  void cellsWhoseRecipesDoNotTellAllServeTheSameReproductionOnly() {
    var lender = folder("first");
    fill(new Squares(), PLAN, lender, false);
    var other = Toys.plan(Scale.PAPER, 2);
    var run =
        new ReproductionRun(new Squares(), other, folder("second"), false, Optional.of(lender));
    refused(
        "cells of %s cannot serve here: their scale is reduced, not paper"
            .formatted(lender.folder()),
        () -> run.fill(cell -> true, Progress.silent()));
  }
}
