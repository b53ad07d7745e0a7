package preimage.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import preimage.latent.Certificate;
import preimage.latent.Thresholds;
import preimage.latent.Verdict;
import preimage.run.RecoveryResults;

/** What certificates have to say, group by group of latents. */
public final class CertificateReport {
  private static final int BINS = 24;

  private CertificateReport() {}

  /**
   * Certificates that belong together.
   *
   * @param cost forward-equivalents of each certificate
   * @param error ‖z − z′‖² / d of each latent where the true one is known, else empty
   */
  public record Group(
      String name,
      List<Verdict> verdicts,
      double[] sigmaMin,
      double[] kappa,
      long[] cost,
      double[] error) {
    public Group {
      verdicts = List.copyOf(verdicts);
    }

    public Group(String name, List<Certificate> certificates, double[] error) {
      this(
          name,
          certificates.stream().map(Certificate::verdict).toList(),
          certificates.stream().mapToDouble(Certificate::sigmaMin).toArray(),
          certificates.stream().mapToDouble(Certificate::kappa).toArray(),
          certificates.stream().mapToLong(Certificate::cost).toArray(),
          error);
    }

    /** Those of a finished recovery. */
    public static Group of(String name, RecoveryResults results) {
      return new Group(
          name,
          results.verdicts(),
          results.reals("sigma_min"),
          results.reals("kappa"),
          results.certificateCosts(),
          results.error());
    }

    private double count(Verdict verdict) {
      return count(i -> verdicts.get(i) == verdict);
    }

    private boolean certified(int i) {
      return verdicts.get(i) == Verdict.RECOVERED;
    }

    private boolean right(int i) {
      return error[i] <= Certificate.TOLERANCE;
    }

    /** How many latents are so. */
    private double count(IntPredicate so) {
      return IntStream.range(0, verdicts.size()).filter(so).count();
    }
  }

  /** How many verdicts of each kind, and what they cost: one row a group. */
  public static Table table(List<Group> groups) {
    return new Table(
        "Certificates",
        "σ_min and κ are those of the images' Jacobians, on pixels in [−1, 1]. The certificates'"
            + " forward-equivalents come on top of the search's.",
        List.of(
            Column.words("targets"),
            Column.numbers("count", Numerals.whole()),
            Column.numbers("recovered", Numerals.whole()),
            Column.numbers("not-identifiable", Numerals.whole()),
            Column.numbers("failed", Numerals.whole()),
            Column.numbers("median σ_min"),
            Column.numbers("median κ"),
            Column.numbers("forward-equivalents", Numerals.whole())),
        groups.stream().map(CertificateReport::row).toList());
  }

  private static List<Cell> row(Group group) {
    return List.of(
        Cell.of(group.name),
        Cell.of(group.verdicts.size()),
        Cell.of(group.count(Verdict.RECOVERED)),
        Cell.of(group.count(Verdict.NOT_IDENTIFIABLE)),
        Cell.of(group.count(Verdict.FAILED)),
        Cell.of(RecoveryReport.median(group.sigmaMin)),
        Cell.of(RecoveryReport.median(group.kappa)),
        Cell.of(Arrays.stream(group.cost).average().orElse(Double.NaN)));
  }

  /** Certificates beside the truth: one row a group whose true latents are known. */
  public static Table truth(List<Group> groups) {
    return new Table(
        "Certificates beside the true latents",
        "A latent is right if ‖z − z′‖² / d ≤ 1e-6.",
        List.of(
            Column.words("targets"),
            Column.numbers("right, of all", Numerals.percent(1)),
            Column.numbers("right, of the certified", Numerals.percent(1)),
            Column.numbers("certified, but wrong", Numerals.whole()),
            Column.numbers("right, but not certified", Numerals.whole()),
            Column.numbers("largest error of the certified")),
        groups.stream().filter(g -> g.error.length > 0).map(CertificateReport::beside).toList());
  }

  private static List<Cell> beside(Group group) {
    double certified = group.count(Verdict.RECOVERED);
    double both = group.count(i -> group.certified(i) && group.right(i));
    double right = group.count(group::right);
    return List.of(
        Cell.of(group.name),
        Cell.of(right / group.error.length),
        certified == 0 ? Cell.missing() : Cell.of(both / certified),
        Cell.of(certified - both),
        Cell.of(right - both),
        IntStream.range(0, group.error.length)
            .filter(group::certified)
            .mapToObj(i -> group.error[i])
            .max(Double::compare)
            .<Cell>map(Cell::of)
            .orElse(Cell.missing()));
  }

  /**
   * Counts, thresholds and histograms of each group.
   *
   * @param m values of an image
   * @param d components of a latent
   */
  public static List<Section> sections(List<Group> groups, int m, int d) {
    var sections = new ArrayList<Section>();
    sections.add(table(groups));
    if (groups.stream().anyMatch(g -> g.error.length > 0)) {
      sections.add(truth(groups));
    }
    sections.add(
        new Section.KeyValues("What the certificates hang on", new Thresholds(m, d).words()));
    for (var group : groups) {
      double[] logs = Arrays.stream(group.kappa).map(Math::log10).toArray();
      sections.add(Chart.histogram(group.name + ": condition numbers", "log₁₀ κ", logs, BINS));
    }
    return sections;
  }
}
