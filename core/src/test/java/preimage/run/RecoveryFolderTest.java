package preimage.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Images;
import preimage.io.Npz;
import preimage.latent.Certificate;
import preimage.latent.Recovered;
import preimage.latent.Verdict;
import preimage.search.Course;
import preimage.search.Outcome;
import preimage.search.Trace;
import preimage.tensor.Shape;

class RecoveryFolderTest {
  @TempDir private Path place;

  private static Certificate certificate(Verdict verdict, int rank, double sigmaMin) {
    var agreement = new Certificate.Agreement(3, 2, 1e-12);
    return new Certificate(
        verdict, rank, sigmaMin, 4 / sigmaMin, 1e-14, 1e-12, 1e-9, .5, agreement, 103);
  }

  private static Recovered recovered() {
    var course =
        new Course(
            Outcome.CONVERGED,
            7,
            1200,
            new Trace(new long[0], new long[0], new double[0], new double[0]));
    return new Recovered(
        new float[][] {{1, 2}, {3, 4}},
        new Images(Shape.of(1, 1, 2), new float[4]),
        new double[] {1e-14, .5},
        List.of(course, course),
        new int[] {0, 1},
        new double[2][3],
        List.of(
            certificate(Verdict.RECOVERED, 2, .5), certificate(Verdict.NOT_IDENTIFIABLE, 1, 0)));
  }

  @Test
  void certificatesStandBesideWhatTheyAreOf() {
    var folder = new RecoveryFolder(place);
    folder.write(recovered(), new double[] {1e-11, .25});
    var npz = Npz.read(folder.results());
    assertEquals(List.of("recovered", "not-identifiable"), npz.strings().get("verdict"));
    assertArrayEquals(new long[] {2, 1}, npz.array("rank").orElseThrow().longs());
    assertArrayEquals(new double[] {.5, 0}, npz.array("sigma_min").orElseThrow().doubles());
    assertArrayEquals(
        new double[] {8, Double.POSITIVE_INFINITY}, npz.array("kappa").orElseThrow().doubles());
    assertArrayEquals(
        new long[] {1200, 1200}, npz.array("forward_equivalents").orElseThrow().longs());
    assertArrayEquals(new double[] {1e-11, .25}, npz.array("error").orElseThrow().doubles());

    Map<String, Object> line = new Journal(folder.lines()).read().getLast();
    assertEquals("not-identifiable", line.get("verdict"));
    assertEquals(1200, line.get("forward_equivalents"));
    assertEquals(103, line.get("certificate_equivalents"));
    assertEquals(.25, line.get("error"));
    assertEquals("Infinity", line.get("kappa"));
  }

  @Test
  void withoutTheTruthThereIsNoError() {
    var folder = new RecoveryFolder(place);
    folder.write(recovered(), new double[0]);
    assertFalse(Npz.read(folder.results()).arrays().containsKey("error"));
    assertFalse(new Journal(folder.lines()).read().getFirst().containsKey("error"));
  }
}
