package preimage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table METHODS =
      new Table(
          "Losses",
          "32 images.",
          List.of(
              Column.words("method"),
              Column.numbers("loss").lowestIsBest(),
              Column.numbers("converged", Numerals.percent(1)).highestIsBest(),
              Column.numbers("passes", Numerals.whole())),
          List.of(
              row(Cell.of("adam"), Cell.of(.0204, .003), Cell.of(.78125), Cell.of(12800)),
              row(Cell.of("lm"), Cell.of(.01871, .0004), Cell.of(1), Cell.of(912)),
              row(Cell.of("sgd"), Cell.of(Double.NaN), Cell.missing(), Cell.of(-0.0))));

  @Test
  void terminalColumnsAreAlignedAndTheBestIsStarred() {
    assertEquals(
        """
        method             loss   converged   passes
        ──────  ────────────────  ──────────  ──────
        adam    0.0204 ± 0.0030      78.1 %   12,800
        lm      0.0187 ± 0.0004*    100.0 %*     912
        sgd                 NaN           –        0
        32 images.
        """,
        TerminalRenderer.render(METHODS));
  }

  @Test
  void markdownMarksAlignmentAndTheBest() {
    assertEquals(
        """
        **Losses**

        | method | loss | converged | passes |
        | :-- | --: | --: | --: |
        | adam | 0.0204 ± 0.0030 | 78.1 % | 12,800 |
        | lm | **0.0187 ± 0.0004** | **100.0 %** | 912 |
        | sgd | NaN | – | 0 |

        32 images.
        """,
        MarkdownRenderer.render(METHODS));
  }

  @Test
  void markdownCellsCannotBreakTheTable() {
    var table = words("a|b", "*bold* <b> `c` [l](x)\nnext\\");
    assertEquals(
        """
        | a\\|b |
        | :-- |
        | \\*bold\\* \\<b\\> \\`c\\` \\[l\\](x) next\\\\ |
        """,
        MarkdownRenderer.render(table));
  }

  @Test
  void terminalCellsCannotCommandTheTerminal() {
    var text = TerminalRenderer.render(words("h", "red\u001b[31m\nnext"));
    assertTrue(text.endsWith("red\uFFFD[31m next\n"), text);
  }

  @Test
  void wideAndCombiningCharactersTakeTheirWidth() {
    assertEquals(4, Width.columns("漢字"));
    assertEquals(1, Width.columns("e\u0301"));
    assertEquals(2, Width.columns("🙂"));
    var table =
        new Table(
            "",
            List.of(Column.words("a"), Column.words("b")),
            List.of(row(Cell.of("漢字"), Cell.of("x")), row(Cell.of("abcd"), Cell.of("y"))));
    assertTrue(TerminalRenderer.render(table).contains("漢字  x\nabcd  y\n"));
  }

  @Test
  void theBestIsEveryNumberThatPrintsAlikeAndNeverNaN() {
    var column = Column.numbers("v", Numerals.decimals(1)).lowestIsBest();
    var rows =
        List.of(row(Cell.of(1.04)), row(Cell.of(.96)), row(Cell.of(Double.NaN)), row(Cell.of(2)));
    var print = new Table("", List.of(column), rows).print();
    assertEquals(
        List.of(true, true, false, false), print.stream().map(r -> r.getFirst().best()).toList());
    var none = new Table("", List.of(column), List.of(row(Cell.of(Double.NaN)))).print();
    assertEquals(false, none.getFirst().getFirst().best());
  }

  @Test
  void htmlSetsMinusSignsAndPowersAsAPrinterWould() {
    var column = Column.numbers("v");
    var rows = List.of(row(Cell.of(-1.5e-12)), row(Cell.of(2e-9)));
    var table = new Table("", List.of(column), rows);
    var html = new Report("", "", List.of(table), new LinkedHashMap<>()).html();
    assertTrue(html.contains("<td class=\"end\">−1.50 × 10<sup>−12</sup></td>"), html);
  }

  @Test
  void refusesARowThatDoesNotFit() {
    var columns = List.of(Column.words("a"));
    var rows = List.of(row(Cell.of("x"), Cell.of("y")));
    assertThrows(IllegalArgumentException.class, () -> new Table("", columns, rows));
  }

  private static Table words(String header, String cell) {
    return new Table("", List.of(Column.words(header)), List.of(row(Cell.of(cell))));
  }

  private static List<Cell> row(Cell... cells) {
    return List.of(cells);
  }
}
