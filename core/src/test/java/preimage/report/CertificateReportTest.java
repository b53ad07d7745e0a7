package preimage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.latent.Verdict;

class CertificateReportTest {
  private static CertificateReport.Group group(double... error) {
    return new CertificateReport.Group(
        "toys",
        List.of(Verdict.RECOVERED, Verdict.RECOVERED, Verdict.NOT_IDENTIFIABLE, Verdict.FAILED),
        new double[] {.1, .2, .3, 0},
        new double[] {10, 20, 30, Double.POSITIVE_INFINITY},
        new long[] {9, 9, 10, 12},
        error);
  }

  private static List<String> row(Table table) {
    return table.print().getFirst().stream().map(Table.Print::text).toList();
  }

  @Test
  void countsVerdictsAndCosts() {
    var row = row(CertificateReport.table(List.of(group())));
    assertEquals(List.of("toys", "4", "2", "1", "1", "0.150", "25", "10"), row);
  }

  @Test
  void setsCertificatesBesideTheTruth() {
    var row = row(CertificateReport.truth(List.of(group(1e-12, 1e-3, 1e-9, 1))));
    assertEquals(List.of("toys", "50.0 %", "50.0 %", "1", "1", "0.00100"), row);
    assertEquals(List.of(), CertificateReport.truth(List.of(group())).rows());
  }

  @Test
  void printsWhatVerdictsHangOn() {
    var sections = CertificateReport.sections(List.of(group(), group(0, 0, 0, 0)), 784, 100);
    var thresholds =
        sections.stream()
            .filter(s -> s instanceof Section.KeyValues)
            .map(s -> ((Section.KeyValues) s).entries())
            .findFirst()
            .orElseThrow();
    assertTrue(thresholds.sequencedValues().stream().anyMatch(w -> w.contains("9.3e-5 σ_max")));
    assertEquals(2, sections.stream().filter(s -> s instanceof Chart).count());
    assertEquals(2, sections.stream().filter(s -> s instanceof Table).count());
  }
}
