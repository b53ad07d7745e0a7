package preimage.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.data.NamedSets;
import preimage.report.Axis;
import preimage.report.Chart;
import preimage.report.ClassifierReport;
import preimage.report.Report;
import preimage.report.Series;

/** What the library writes, in a process that speaks whatever language it was started in. */
final class Abroad {
  private Abroad() {}

  /**
   * Takes an empty folder; prints a number in that language, then names of files and pages of
   * reports.
   */
  public static void main(String[] arguments) {
    System.out.println("%,d".formatted(1234));
    System.out.println(new GanFolder(Path.of("gan")).samples(1200));
    System.out.println(new RecoveryParts(Path.of("parts"), 65).file(64));
    NamedSets.ALL.forEach(set -> set.splits().forEach(split -> System.out.println(split.files())));
    var line = new Series.Line("line", new double[] {1, 2}, new double[] {1, 2});
    var chart = new Chart("A", "", Axis.linear("x"), Axis.linear("y"), List.of(line));
    var histogram = Chart.histogram("B", "x", new double[] {1, 2, Double.NaN}, 2);
    System.out.println(
        new Report("T", "", List.of(chart, histogram), new LinkedHashMap<>()).html());
    var folder = new ClassifierFolder(Path.of(arguments[0]));
    RunFile.in(folder.folder()).write(Map.of("test", "x", "data", "x", "steps", 9));
    folder.journal().add(Map.of("step", 1, "loss", 1.0));
    folder.journal().add(Map.of("step", 1, "accuracy", .625));
    System.out.println(ClassifierReport.of(folder).html());
  }
}
