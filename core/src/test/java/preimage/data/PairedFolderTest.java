package preimage.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.misuse;
import static preimage.data.SampleFiles.encoded;
import static preimage.data.SampleFiles.plain;
import static preimage.data.SampleFiles.write;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;

class PairedFolderTest {
  @TempDir Path folder;

  @Test
  void pairsFilesOfTheSameNames() {
    write(folder.resolve("a/1.jpg"), plain(8, 8, 0xffffff, "jpg"));
    write(folder.resolve("a/2.jpg"), plain(8, 8, 0x000000, "jpg"));
    write(folder.resolve("b/1.png"), plain(4, 4, 0x000000, "png"));
    write(folder.resolve("b/2.png"), plain(4, 4, 0xff0000, "png"));
    var pairs = PairedFolder.open(folder, Shape.of(1, 2, 2), Shape.of(3, 4, 4));
    assertEquals(2, pairs.size());
    assertEquals(1, pairs.first().images(0).pixels()[0], .01);
    assertEquals(0, pairs.second().images(0).pixels()[0]);
    assertEquals(1, pairs.second().images(1).pixels()[0]);
    assertEquals(Shape.of(3, 8, 8), PairedFolder.open(folder).first().shape());
  }

  @Test
  void splitsPicturesSideBySide() {
    var both = new BufferedImage(6, 2, BufferedImage.TYPE_BYTE_GRAY);
    both.getRaster().setSamples(3, 0, 3, 2, 0, new int[] {255, 255, 255, 255, 255, 255});
    write(folder.resolve("1.png"), encoded(both, "png"));
    var pairs = PairedFolder.open(folder);
    assertEquals(Shape.of(1, 2, 3), pairs.first().shape());
    for (int i = 0; i < 6; i++) {
      assertEquals(0, pairs.first().images(0).pixels()[i]);
      assertEquals(1, pairs.second().images(0).pixels()[i]);
    }
  }

  @Test
  void refusesPicturesWithoutTheirPair() {
    write(folder.resolve("a/1.png"), plain(4, 4, 0, "png"));
    write(folder.resolve("a/2.png"), plain(4, 4, 0, "png"));
    write(folder.resolve("b/2.png"), plain(4, 4, 0, "png"));
    assertEquals(
        folder.resolve("a/1.png") + " has no picture of the same name to go with it",
        misuse(() -> PairedFolder.open(folder)));
    assertTrue(misuse(() -> PairedFolder.open(folder.resolve("c"))).startsWith("no folder "));
  }

  @Test
  void pairsOfOneSizeAreStackedByChannel() {
    write(folder.resolve("a/1.png"), plain(4, 4, 0xffffff, "png"));
    write(folder.resolve("b/1.png"), plain(4, 4, 0x000000, "png"));
    var all = Datasets.pairs(folder + ":3x2x2").stacked("façades");
    assertEquals(Shape.of(6, 2, 2), all.shape());
    assertEquals(1, all.size());
    var pixels = all.images(0).pixels();
    assertEquals(1, pixels[11]);
    assertEquals(0, pixels[12]);
    var uneven = PairedFolder.open(folder, Shape.of(3, 2, 2), Shape.of(1, 4, 4));
    assertTrue(
        misuse(() -> uneven.stacked("x")).contains("bring them to one size, as by x:3x64x64"));
    assertTrue(misuse(() -> Datasets.pairs(folder + "[1:2]")).contains("takes no slice"));
  }
}
