package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.report.Cell;
import preimage.report.Section;
import preimage.spec.Misuse;

/** The small things that reproductions are made of. */
class ValuesTest {
  @Test
  void aFewSeedsGiveMeanAndDeviationOneGivesItself() {
    assertEquals(Cell.of(2, 1), Spreads.of(1, 2, 3));
    assertEquals(Cell.of(2, Math.sqrt(2)), Spreads.of(1, Double.NaN, 3));
    assertEquals(Cell.of(5), Spreads.of(5));
    assertEquals(Cell.missing(), Spreads.of(Double.NaN));
    assertEquals(Cell.missing(), Spreads.of());
  }

  @Test
  void mediansAreInTheMiddle() {
    assertEquals(2, Spreads.median(3, 1, 2));
    assertEquals(2.5, Spreads.median(4, 1, 2, 3));
    assertEquals(Double.NaN, Spreads.median());
  }

  @Test
  void blocksHoldAllSamplesAndShareNoDraws() {
    var blocks = new Grid(2, 200).blocks();
    assertEquals(400, blocks.stream().mapToInt(Block::count).sum());
    assertEquals("ours-seed1-0192", blocks.getLast().in("ours"));
    assertEquals(8, blocks.getLast().count());
    var draws = new HashSet<Long>();
    blocks.forEach(block -> draws.add(block.draws()));
    assertEquals(blocks.size(), draws.size());
  }

  @Test
  void claimsShowOrNotOrAreNotMeasured() {
    var section =
        Claim.section(
            List.of(
                new Claim("More is better", true, "%.1f against %.0f", 1, 2),
                new Claim("Less is better", false, "%.1f", 1),
                new Claim("Nothing is best", false, "%.1f", Double.NaN)));
    assertEquals(
        List.of(
            "More is better: shows here (1.0 against 2).",
            "Less is better: does not show here (1.0).",
            "Nothing is best: not measured yet."),
        ((Section.Text) section).paragraphs());
  }

  @Test
  void differencesShowByTheirIntervals() {
    var section =
        Claim.section(
            List.of(
                Claim.difference("It is less", new Paired(3, -2, 1), true, 1),
                Claim.difference("It is more", new Paired(3, -2, 1), false, 1),
                Claim.difference("It may be", new Paired(3, -2, 3), true, 2),
                Claim.difference("Once", Paired.of(new double[] {3}, new double[] {1}), true, 1),
                Claim.difference("Never", Paired.of(new double[0], new double[0]), true, 1)));
    assertEquals(
        List.of(
            "It is less: shows here (-2.0, 95 % interval -3.0 to -1.0, 3 seeds).",
            "It is more: does not show here (-2.0, 95 % interval -3.0 to -1.0, 3 seeds).",
            "It may be: does not show here (-2.00, 95 % interval -5.00 to +1.00, 3 seeds).",
            "Once: does not show here (-2.0 with one seed, no interval).",
            "Never: not measured yet."),
        ((Section.Text) section).paragraphs());
  }

  @Test
  void scalesAreReadAsTheyAreWritten() {
    for (var scale : Scale.values()) {
      assertEquals(scale, Scale.parse(scale.toString()));
    }
    assertNotEquals(Scale.PAPER.of(1, 2), Scale.REDUCED.of(1, 2));
    var misuse = assertThrows(Misuse.class, () -> Scale.parse("papre"));
    assertEquals("no 'papre' among [reduced, paper]; did you mean 'paper'?", misuse.getMessage());
    assertThrows(Misuse.class, () -> Toys.plan(Scale.PAPER, 0));
    assertThrows(Misuse.class, () -> new Job("../up", "", 1, desk -> Result.empty()));
  }

  @Test
  void everyReproductionHasNameAndSource() {
    var names = new HashSet<String>();
    for (var reproduction : Reproductions.ALL) {
      assertEquals(reproduction, Reproductions.named(reproduction.name()));
      names.add(reproduction.name());
    }
    assertEquals(Reproductions.ALL.size(), names.size());
    Reproductions.listed().forEach(listed -> assertFalse(listed.summary().isBlank()));
    assertThrows(Misuse.class, () -> Reproductions.named("lipton-table9"));
  }
}
