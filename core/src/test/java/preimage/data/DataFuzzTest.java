package preimage.data;

import static preimage.data.SampleFiles.encoded;
import static preimage.data.SampleFiles.gzip;
import static preimage.data.SampleFiles.idxImages;
import static preimage.data.SampleFiles.idxLabels;
import static preimage.data.SampleFiles.norbImages;
import static preimage.data.SampleFiles.norbLabels;
import static preimage.data.SampleFiles.svhn;
import static preimage.data.SampleFiles.tarGz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import preimage.io.Fuzz;
import preimage.tensor.Shape;

/** Each parser of this package takes or refuses whatever it is given. */
class DataFuzzTest {
  private static final Path FILE = Path.of("file");

  @BeforeAll
  static void loadDecoders() {
    // What a decoder allocates once is no input's doing.
    Picture.decode(FILE, encoded(picture(BufferedImage.TYPE_INT_RGB), "png"));
    Picture.decode(FILE, encoded(picture(BufferedImage.TYPE_INT_RGB), "jpg"));
  }

  @Test
  void idx() {
    var images = content(idxImages(3, 4, 5));
    Fuzz.parser(
        "idx images",
        List.of(idxImages(3, 4, 5), gzip(idxImages(3, 4, 5))),
        bytes -> all(IdxFile.read("idx", content(bytes), Optional.empty())));
    Fuzz.parser(
        "idx labels",
        List.of(idxLabels(3), gzip(idxLabels(3))),
        bytes -> all(IdxFile.read("idx", images, Optional.of(content(bytes)))));
  }

  @Test
  void cifarAndStl() {
    Fuzz.parser(
        "cifar", List.of(SampleFiles.cifar(1)), bytes -> all(CifarFile.read("c", content(bytes))));
    Fuzz.parser(
        "stl images",
        List.of(new byte[27648]),
        bytes -> all(StlFile.read("stl", content(bytes), Optional.empty())));
    var images = content(new byte[3 * 27648]);
    Fuzz.parser(
        "stl labels",
        List.of(new byte[] {1, 10, 5}),
        bytes -> all(StlFile.read("stl", images, Optional.of(content(bytes)))));
  }

  @Test
  void norb() {
    Fuzz.parser(
        "norb images",
        List.of(norbImages(2, 3, 3), gzip(norbImages(2, 3, 3))),
        bytes -> all(NorbFile.read("norb", content(bytes), Optional.empty())));
    var images = content(norbImages(2, 3, 3));
    Fuzz.parser(
        "norb labels",
        List.of(norbLabels(2)),
        bytes -> all(NorbFile.read("norb", images, Optional.of(content(bytes)))));
  }

  @Test
  void matlab() {
    Fuzz.parser("matlab", List.of(svhn(1)), bytes -> all(SvhnFile.read("svhn", content(bytes))));
  }

  @Test
  void pictures() {
    Fuzz.parser(
        "png",
        List.of(
            encoded(picture(BufferedImage.TYPE_INT_ARGB), "png"),
            encoded(picture(BufferedImage.TYPE_USHORT_GRAY), "png"),
            encoded(picture(BufferedImage.TYPE_BYTE_INDEXED), "png")),
        bytes -> Picture.decode(FILE, bytes));
    Fuzz.parser(
        "png with mended check sums",
        List.of(
            encoded(picture(BufferedImage.TYPE_INT_ARGB), "png"),
            encoded(picture(BufferedImage.TYPE_BYTE_BINARY), "png")),
        bytes -> Picture.decode(FILE, SampleFiles.mended(bytes)));
    Fuzz.parser(
        "jpeg",
        List.of(
            encoded(picture(BufferedImage.TYPE_INT_RGB), "jpg"),
            encoded(picture(BufferedImage.TYPE_BYTE_GRAY), "jpg")),
        bytes -> Picture.decode(FILE, bytes));
  }

  @Test
  void archives() {
    Fuzz.parser(
        "tar.gz",
        List.of(tarGz(Map.of("d/a", SampleFiles.ramp(700), "b", new byte[9]))),
        bytes ->
            Unpack.entries(
                FILE, new ByteArrayInputStream(bytes), List.of("a", "b"), (name, in) -> drain(in)));
  }

  @Test
  void specs() {
    var set = new InMemory("ten", new Images(Shape.of(1, 1, 1), new float[10]));
    Fuzz.parser(
        "slice",
        List.of("[0:10]", "[1:9:3]", "[::2]", "[7]").stream()
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toList(),
        bytes -> all(Slice.parse(new String(bytes, StandardCharsets.ISO_8859_1)).of(set)));
    Fuzz.parser(
        "data spec",
        List.of("fashion-mnist:test[0:10]", "photos/x:3x64x64[::2]").stream()
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toList(),
        bytes -> DatasetSpec.parse(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  private static Content content(byte[] bytes) {
    return new Content(FILE, MemorySegment.ofArray(bytes));
  }

  private static void drain(InputStream in) {
    try {
      Unpack.copy(FILE, in, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new AssertionError("what cannot be read is a Failure", e);
    }
  }

  private static void all(Dataset set) {
    set.range(0, Math.min(set.size(), 1000));
  }

  private static BufferedImage picture(int type) {
    var picture = new BufferedImage(9, 7, type);
    for (int i = 0; i < 63; i++) {
      picture.setRGB(i % 9, i / 9, i * 0x9E3779B1);
    }
    return picture;
  }
}
