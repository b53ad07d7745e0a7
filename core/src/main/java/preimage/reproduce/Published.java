package preimage.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import preimage.report.Cell;

/**
 * The numbers of a table of AdvLatGAN, as printed.
 *
 * @param set what the paper measured
 * @param rows by {@link Contest#cell()}; one number a column, with its ± where there is one, and
 *     words where only several rows' numbers are known
 */
record Published(String set, Map<String, List<String>> rows) {
  Published {
    rows = Map.copyOf(rows);
  }

  /** The row of a game; nothing if there is none. */
  Optional<List<Cell>> row(Contest contest) {
    return Optional.ofNullable(rows.get(contest.cell()))
        .map(texts -> texts.stream().map(Published::cell).toList());
  }

  private static Cell cell(String text) {
    if (text.isEmpty()) {
      return Cell.missing();
    }
    if (!text.matches("[0-9.]+( ± [0-9.]+)?")) {
      return Cell.of(text);
    }
    double[] numbers =
        Arrays.stream(text.split(" ± ", -1)).mapToDouble(Double::parseDouble).toArray();
    return numbers.length == 1 ? Cell.of(numbers[0]) : Cell.of(numbers[0], numbers[1]);
  }

  private static List<String> row(String... cells) {
    return List.of(cells);
  }

  /** Table 4, FID: vanilla, -qua, -qua+. */
  static Published cifarFid() {
    return new Published(
        "CIFAR-10",
        Map.of(
            "dcgan", row("46.4 ± .2", "41.7 ± 1.0", "40.1 ± 1.5"),
            "wgan", row("32.8 ± .3", "27.3 ± .7", "27.2 ± .5"),
            "wgan-gp", row("24.7 ± .7", "22.6 ± .4", "18.3 ± 1.1"),
            "sngan", row("25.5 ± .5", "22.3 ± .5", "21.9 ± .3"),
            "lsgan", row("49.3 or 59.5", "42.8 or 53.7", "41.0 or 53.1"),
            "wgan-div", row("23.8?", "20.6?", "16.0?"),
            "acgan", row("49.3 or 59.5", "42.8 or 53.7", "41.0 or 53.1")));
  }

  /** Table 4, IS; what is illegible is left out. */
  static Published cifarIs() {
    return new Published(
        "CIFAR-10",
        Map.of(
            "dcgan", row("", "6.28 ± .04", "6.58 ± .34"),
            "wgan", row("6.63", "7.21 ± .04", "7.76 ± .07"),
            "wgan-gp", row("", "7.60 ± .06", "8.59 ± .10"),
            "sngan", row("", "7.58 ± .03", "8.13 ± .06"),
            "lsgan", row("", "", "6.21 or 6.38"),
            "wgan-div", row("", "", "8.67?"),
            "acgan", row("", "", "6.21 or 6.38")));
  }

  /** Table 5, FID: its rows' names are overprinted, so that only WGAN's is certain. */
  static Published stlFid() {
    var strong = row("36.8 to 37.7", "32.0 to 34.5", "24.3 to 30.9");
    var weak = row("61.2 or 62.9", "56.3 or 58.5", "54.6 or 57.1");
    return new Published(
        "STL-10",
        Map.of(
            "wgan", row("73.0", "51.0", "49.1"),
            "sngan", strong,
            "wgan-gp", strong,
            "wgan-div", strong,
            "dcgan", weak,
            "lsgan", weak));
  }

  /** Table 5, IS, likewise. */
  static Published stlIs() {
    var strong = row("8.49 to 8.86", "8.63 to 9.00", "9.37 to 10.68");
    var weak = row("7.09 or 7.18", "7.16 to 7.62", "7.55 or 7.79");
    return new Published(
        "STL-10",
        Map.of(
            "wgan", row("6.51", "7.16 to 7.62", "8.16"),
            "sngan", strong,
            "wgan-gp", strong,
            "wgan-div", strong,
            "dcgan", weak,
            "lsgan", weak));
  }

  /** Table 9, IS: EvolGAN (0, 80), (.5, 80), (.5, 20), (1, 20), DDLS, -z. */
  static Published movedIs() {
    return new Published(
        "CIFAR-10",
        Map.of(
            "dcgan", row("5.815", "5.887", "5.825", "5.791", "5.502", "6.086"),
            "wgan", row("6.528", "6.496", "6.521", "6.546", "2.607", "7.334"),
            "wgan-gp", row("7.349", "7.316", "7.441", "7.236", "7.074", "8.279"),
            "sngan", row("7.195", "7.274", "7.298", "7.221", "6.879", "7.832")));
  }

  /** Table 10, FID, likewise; SNGAN's of DDLS is suspected of being the number before it. */
  static Published movedFid() {
    return new Published(
        "CIFAR-10",
        Map.of(
            "dcgan", row("49.237", "48.428", "49.080", "48.945", "58.133", "45.763"),
            "wgan", row("34.685", "34.650", "34.564", "34.565", "221.367", "32.854"),
            "wgan-gp", row("27.004", "26.252", "26.497", "26.492", "32.516", "22.870"),
            "sngan", row("27.661", "27.418", "27.542", "27.542", "27.542?", "23.531")));
  }

  /** Table 11, IS: ASGAN, RobDis, -qua, -qua+. */
  static Published attackedIs() {
    return new Published(
        "CIFAR-10",
        Map.of(
            "dcgan", row("6.21 ± .07", "6.03 ± .03", "6.28 ± .04", "6.58 ± .34"),
            "wgan", row("4.10 ± .01", "6.84 ± .04", "7.21 ± .04", "7.76 ± .07"),
            "wgan-gp", row("6.80 ± .02", "7.41 ± .06", "7.60 ± .06", "8.59 ± .10"),
            "sngan", row("7.21 ± .03", "", "7.58 ± .03", "8.13 ± .06")));
  }

  /** Table 12, FID, likewise. */
  static Published attackedFid() {
    return new Published(
        "CIFAR-10",
        Map.of(
            "dcgan", row("45.3 ± .4", "41.9 ± .4", "41.7 ± 1.0", "40.1 ± 1.5"),
            "wgan", row("89.7 ± 1.3", "", "27.3 ± .7", "27.2 ± .5"),
            "wgan-gp", row("32.3 ± .3", "24.5 ± .1", "22.6 ± .4", "18.3 ± 1.1"),
            "sngan", row("26.7 ± .5", "50.9 ± 2.7", "22.3 ± .5", "21.9 ± .3")));
  }
}
