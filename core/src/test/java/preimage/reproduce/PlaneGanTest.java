package preimage.reproduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.run.Breakdown;
import preimage.work.Progress;

class PlaneGanTest {
  private static final int[] MOMENTS = {4, 1_003};

  @TempDir private Path place;

  private final PlaneGan gan =
      new PlaneGan(
          "gan(backbone=mlp(hidden=[8]), prior=normal(dimension=2), batch=4, decay=0)",
          Modes.ring(),
          3);

  @Test
  void brokenOffAndResumedItIsAsIfUnbroken() throws IOException {
    var unbroken = place.resolve("unbroken");
    gan.train(unbroken, MOMENTS, Progress.silent());
    for (int at : new int[] {3, 500, 1_002}) {
      var folder = place.resolve("broken-at-" + at);
      assertThrows(Breakdown.Broken.class, () -> gan.train(folder, MOMENTS, new Breakdown(at)));
      var said = new ArrayList<String>();
      gan.train(folder, MOMENTS, new Toys.Ear(said));
      int from = at < 4 ? 0 : at < 1_000 ? 4 : 1_000;
      assertEquals(from == 0 ? List.of() : List.of("going on from step " + from), said);
      for (int moment : MOMENTS) {
        for (var part : List.of("generator", "critic")) {
          assertArrayEquals(
              Files.readAllBytes(PlaneGan.file(unbroken, part, moment)),
              Files.readAllBytes(PlaneGan.file(folder, part, moment)));
        }
      }
    }
  }
}
