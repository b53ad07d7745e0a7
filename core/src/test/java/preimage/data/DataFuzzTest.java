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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.Fuzz;

/** Each parser of this package takes or refuses whatever it is given. */
class DataFuzzTest {
  @TempDir Path folder;

  @BeforeAll
  static void loadDecoders() {
    // What a decoder allocates once is no input's doing.
    Picture.decode(Path.of("a.png"), encoded(picture(BufferedImage.TYPE_INT_RGB), "png"));
    Picture.decode(Path.of("a.jpg"), encoded(picture(BufferedImage.TYPE_INT_RGB), "jpg"));
  }

  @Test
  void idx() {
    Fuzz.reader(folder, "images.idx", List.of(idxImages(3, 4, 5)), this::readAll);
    Fuzz.reader(folder, "images.idx.gz", List.of(gzip(idxImages(3, 4, 5))), this::readAll);
    var images = SampleFiles.write(folder.resolve("i"), idxImages(3, 4, 5));
    Fuzz.reader(
        folder,
        "labels.idx",
        List.of(idxLabels(3), gzip(idxLabels(3))),
        labels -> IdxFile.open(images, labels).range(0, 3));
  }

  @Test
  void cifarAndStl() {
    Fuzz.reader(folder, "batch.bin", List.of(SampleFiles.cifar(1)), CifarFile::open);
    Fuzz.reader(folder, "train_X.bin", List.of(new byte[27648]), StlFile::open);
  }

  @Test
  void norb() {
    Fuzz.reader(
        folder,
        "norb-dat.mat",
        List.of(norbImages(2, 3, 3), gzip(norbImages(2, 3, 3))),
        file -> all(NorbFile.open(file)));
    var images = SampleFiles.write(folder.resolve("d"), norbImages(2, 3, 3));
    Fuzz.reader(
        folder,
        "norb-cat.mat",
        List.of(norbLabels(2)),
        labels -> all(NorbFile.open(images, labels)));
  }

  @Test
  void matlab() {
    Fuzz.reader(folder, "svhn.mat", List.of(svhn(1)), file -> all(SvhnFile.open(file)));
  }

  @Test
  void pictures() {
    Fuzz.parser(
        "png",
        List.of(
            encoded(picture(BufferedImage.TYPE_INT_ARGB), "png"),
            encoded(picture(BufferedImage.TYPE_USHORT_GRAY), "png"),
            encoded(picture(BufferedImage.TYPE_BYTE_INDEXED), "png")),
        bytes -> Picture.decode(Path.of("a.png"), bytes));
    Fuzz.parser(
        "png with mended check sums",
        List.of(
            encoded(picture(BufferedImage.TYPE_INT_ARGB), "png"),
            encoded(picture(BufferedImage.TYPE_BYTE_BINARY), "png")),
        bytes -> Picture.decode(Path.of("a.png"), SampleFiles.mended(bytes)));
    Fuzz.parser(
        "jpeg",
        List.of(
            encoded(picture(BufferedImage.TYPE_INT_RGB), "jpg"),
            encoded(picture(BufferedImage.TYPE_BYTE_GRAY), "jpg")),
        bytes -> Picture.decode(Path.of("a.jpg"), bytes));
  }

  @Test
  void anyFile() {
    Fuzz.reader(
        folder,
        "any",
        List.of(idxImages(2, 3, 3), gzip(norbImages(1, 3, 3)), Arrays.copyOf(svhn(1), 200)),
        file -> {
          if (file.toFile().length() != 200) {
            all(Datasets.open(file.toString()));
          }
        });
  }

  @Test
  void archives() {
    Fuzz.reader(
        folder,
        "all.tar.gz",
        List.of(tarGz(Map.of("d/a", SampleFiles.ramp(700), "b", new byte[9]))),
        file -> Unpack.files(file, List.of("a", "b"), folder.resolve("out")));
  }

  @Test
  void specs() {
    var set = new InMemory("ten", new Images(preimage.tensor.Shape.of(1, 1, 1), new float[10]));
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

  private void readAll(Path file) {
    all(IdxFile.open(file));
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
