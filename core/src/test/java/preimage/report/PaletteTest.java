package preimage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The colours of series, seen by people whose red, green or blue cones are missing: the matrices of
 * Machado, Oliveira and Fernandes (2009) at severity 1, differences in CIE 1976 L*a*b*.
 */
class PaletteTest {
  private static final Pattern COLOUR = Pattern.compile("\\.c\\d\\{color:#([0-9a-f]{6})}");

  private static final List<double[][]> VISIONS =
      List.of(
          new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
          new double[][] {
            {.152286, 1.052583, -.204868},
            {.114503, .786281, .099216},
            {-.003882, -.048116, 1.051998}
          },
          new double[][] {
            {.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}
          },
          new double[][] {
            {1.255528, -.076749, -.178779},
            {-.078411, .930809, .147602},
            {.004733, .691367, .303900}
          });

  @Test
  void colourBlindReadersCanTellTheSeriesApart() {
    var colours =
        COLOUR.matcher(Resource.text("chart.css")).results().map(m -> m.group(1)).toList();
    assertEquals(12, colours.size());
    for (var palette : List.of(colours.subList(0, 6), colours.subList(6, 12))) {
      for (var vision : VISIONS) {
        for (int i = 0; i < 6; i++) {
          for (int j = 0; j < i; j++) {
            double apart = distance(lab(vision, palette.get(i)), lab(vision, palette.get(j)));
            assertTrue(apart > 12, palette.get(i) + " and " + palette.get(j) + ": " + apart);
          }
        }
      }
    }
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
  }

  private static double[] lab(double[][] vision, String colour) {
    var linear = new double[3];
    for (int i = 0; i < 3; i++) {
      double share = Integer.parseInt(colour, 2 * i, 2 * i + 2, 16) / 255.0;
      linear[i] = share <= .04045 ? share / 12.92 : Math.pow((share + .055) / 1.055, 2.4);
    }
    var seen = times(vision, linear);
    double[][] toXyz = {{.4124, .3576, .1805}, {.2126, .7152, .0722}, {.0193, .1192, .9505}};
    var xyz = times(toXyz, seen);
    double x = lightness(xyz[0] / .9505);
    double y = lightness(xyz[1]);
    double z = lightness(xyz[2] / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double[] times(double[][] matrix, double[] vector) {
    var product = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  private static double lightness(double share) {
    return share > .008856 ? Math.cbrt(share) : 7.787 * Math.max(0, share) + 16 / 116.0;
  }
}
