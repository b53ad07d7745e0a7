package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.Refusal.misuse;
import static preimage.data.SampleFiles.encoded;
import static preimage.data.SampleFiles.write;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;

class PictureTest {
  @TempDir Path folder;

  @Test
  void greyStaysGreyAndUnbent() {
    var grey = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 64, 128, 192, 254, 255});
    var image = read(grey, "png");
    assertEquals(Shape.of(1, 2, 3), image.shape());
    assertArrayEquals(
        new float[] {0, 64 / 255f, 128 / 255f, 192 / 255f, 254 / 255f, 1}, image.pixels());
  }

  @Test
  void readsRgbAsPlanes() {
    var rgb = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
    rgb.setRGB(0, 0, 0x336699);
    rgb.setRGB(1, 0, 0xffffff);
    var image = read(rgb, "png");
    assertEquals(Shape.of(3, 1, 2), image.shape());
    assertArrayEquals(new float[] {.2f, 1, .4f, 1, .6f, 1}, image.pixels(), 1e-7f);
  }

  @Test
  void keepsSixteenBits() {
    var grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 65535});
    assertArrayEquals(new float[] {1 / 65535f, 1}, read(grey, "png").pixels());
  }

  @Test
  void layersTransparentPixelsOverWhite() {
    var clear = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0x00000000);
    clear.setRGB(1, 0, 0xff000000);
    clear.setRGB(2, 0, 0x33ff0000);
    var image = read(clear, "png");
    assertArrayEquals(new float[] {1, 0, 1, 1, 0, .8f, 1, 0, .8f}, image.pixels(), 1e-6f);
  }

  @Test
  void readsPalettesAsColoursOrGreys() {
    var colours = new byte[] {0, (byte) 255};
    var red = new IndexColorModel(1, 2, colours, new byte[2], new byte[2]);
    var picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, red);
    picture.getRaster().setPixels(0, 0, 2, 1, new int[] {0, 1});
    assertArrayEquals(new float[] {0, 1, 0, 0, 0, 0}, read(picture, "png").pixels());
    var bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 0});
    var image = read(bits, "png");
    assertEquals(Shape.of(1, 1, 2), image.shape());
    assertArrayEquals(new float[] {1, 0}, image.pixels());
  }

  @Test
  void readsJpegAlmostExactly() {
    var rgb = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    var grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      rgb.setRGB(i % 16, i / 16, 0x804020);
      grey.getRaster().setSample(i % 16, i / 16, 0, 200);
    }
    var image = read(rgb, "jpg");
    assertEquals(Shape.of(3, 16, 16), image.shape());
    assertEquals(128 / 255f, image.pixels()[100], .02);
    assertEquals(64 / 255f, image.pixels()[356], .02);
    assertEquals(32 / 255f, image.pixels()[612], .02);
    assertEquals(Shape.of(1, 16, 16), read(grey, "jpg").shape());
    assertEquals(200 / 255f, read(grey, "jpg").pixels()[100], .01);
  }

  @Test
  void refusesCutAndDamagedPng() {
    var whole = encoded(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "png");
    for (int length = 8; length < whole.length; length += 7) {
      var cut = write(folder.resolve("cut.png"), Arrays.copyOf(whole, length));
      assertTrue(failure(() -> Picture.read(cut)).startsWith(cut + ": "));
    }
    var damaged = whole.clone();
    damaged[45] ^= 1;
    var path = write(folder.resolve("damaged.png"), damaged);
    assertEquals(
        path + ": byte 33: the check sum of chunk 'IDAT' is wrong",
        failure(() -> Picture.read(path)));
  }

  @Test
  void refusesCutJpeg() {
    var noise = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 4096; i++) {
      noise.setRGB(i % 64, i / 64, i * 0x9E3779B1);
    }
    var whole = encoded(noise, "jpg");
    for (int length : new int[] {10, 300, whole.length / 2, whole.length - 20}) {
      var cut = write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, length));
      assertTrue(failure(() -> Picture.read(cut)).startsWith(cut + ": "), "cut to " + length);
    }
  }

  @Test
  void refusesHeadersThatSpeakOfMoreThanTheFileHolds() {
    var png = encoded(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png");
    ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
    var crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    var path = write(folder.resolve("vast.png"), png);
    assertTrue(failure(() -> Picture.read(path)).contains("speaks of 30000×30000 pixels"));
  }

  @Test
  void refusesOtherFiles() {
    var gif =
        write(
            folder.resolve("a.png"),
            encoded(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "gif"));
    assertEquals(gif + ": neither a PNG nor a JPEG file but gif", failure(() -> Picture.read(gif)));
    var text = write(folder.resolve("b.png"), "hello".getBytes(StandardCharsets.UTF_8));
    assertEquals(text + ": neither a PNG nor a JPEG file", failure(() -> Picture.read(text)));
    assertEquals(
        "there is no file " + folder.resolve("c.png"),
        misuse(() -> Picture.read(folder.resolve("c.png"))));
  }

  private Images read(BufferedImage picture, String format) {
    return Picture.read(write(folder.resolve("picture." + format), encoded(picture, format)));
  }
}
