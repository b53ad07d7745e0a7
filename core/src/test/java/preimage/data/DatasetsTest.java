package preimage.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.misuse;
import static preimage.data.SampleFiles.cifar;
import static preimage.data.SampleFiles.gzip;
import static preimage.data.SampleFiles.idxImages;
import static preimage.data.SampleFiles.idxLabels;
import static preimage.data.SampleFiles.norbImages;
import static preimage.data.SampleFiles.norbLabels;
import static preimage.data.SampleFiles.plain;
import static preimage.data.SampleFiles.svhn;
import static preimage.data.SampleFiles.write;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.tensor.Shape;

class DatasetsTest {
  @TempDir Path folder;

  @Test
  void opensEveryKindOfFileByItsContent() {
    write(folder.resolve("x-images-idx3-ubyte"), idxImages(4, 3, 3));
    write(folder.resolve("x-labels-idx1-ubyte.gz"), gzip(idxLabels(4)));
    expect("x-images-idx3-ubyte", 4, Shape.of(1, 3, 3), 4);
    write(folder.resolve("y.gz"), gzip(idxImages(4, 3, 3)));
    expect("y.gz", 4, Shape.of(1, 3, 3), 0);
    write(folder.resolve("part.bin"), cifar(4));
    expect("part.bin", 4, Shape.of(3, 32, 32), 10);
    write(folder.resolve("train_X.bin"), new byte[2 * 27648]);
    write(folder.resolve("train_y.bin"), new byte[] {3, 4});
    expect("train_X.bin", 2, Shape.of(3, 96, 96), 10);
    write(folder.resolve("train_32x32.mat"), svhn(3));
    expect("train_32x32.mat", 3, Shape.of(3, 32, 32), 10);
    write(folder.resolve("s-dat.mat.gz"), gzip(norbImages(3, 4, 4)));
    write(folder.resolve("s-cat.mat.gz"), gzip(norbLabels(3)));
    expect("s-dat.mat.gz", 6, Shape.of(1, 4, 4), 3);
    Npy.write(folder.resolve("a.npy"), NdArray.of(new float[12], 3, 2, 2));
    expect("a.npy", 3, Shape.of(1, 2, 2), 0);
    Npz.empty()
        .with("images", NdArray.of(new float[12], 1, 3, 2, 2))
        .write(folder.resolve("a.npz"));
    expect("a.npz", 1, Shape.of(3, 2, 2), 0);
    write(folder.resolve("p/a.png"), plain(5, 4, 0, "png"));
    expect("p/a.png", 1, Shape.of(3, 4, 5), 0);
    expect("p", 1, Shape.of(3, 4, 5), 0);
    expect("p:1x8x6", 1, Shape.of(1, 8, 6), 0);
    expect("p/a.png:1x2x2[0:1]", 1, Shape.of(1, 2, 2), 0);
  }

  @Test
  void opensOneSideOfAFolderOfPairs() {
    write(folder.resolve("pairs/both.png"), plain(8, 4, 0, "png"));
    expect("pairs:a", 1, Shape.of(3, 4, 4), 0);
    expect("pairs:b:1x2x2[0:1]", 1, Shape.of(1, 2, 2), 0);
    write(folder.resolve("photos/a/1.png"), plain(5, 4, 0, "png"));
    write(folder.resolve("photos/b/1.png"), plain(6, 4, 0, "png"));
    expect("photos:b", 1, Shape.of(3, 4, 6), 0);
  }

  @Test
  void filesMayHaveNamesThatLookLikeSizesAndSlices() {
    Npy.write(folder.resolve("10:00:00.npy"), NdArray.of(new float[12], 3, 2, 2));
    expect("10:00:00.npy", 3, Shape.of(1, 2, 2), 0);
    expect("10:00:00.npy:1x4x4[1:]", 2, Shape.of(1, 4, 4), 0);
    write(folder.resolve("photos[old]/a.png"), plain(8, 4, 0, "png"));
    expect("photos[old]", 1, Shape.of(3, 4, 8), 0);
    expect("photos[old]:1x2x2", 1, Shape.of(1, 2, 2), 0);
    expect("photos[old]:b", 1, Shape.of(3, 4, 4), 0);
    expect("photos[old]:b:1x2x2[0:1]", 1, Shape.of(1, 2, 2), 0);
    write(folder.resolve("12:30/a.png"), plain(8, 4, 0, "png"));
    assertEquals(Shape.of(3, 4, 4), Datasets.pairs(folder + "/12:30").first().shape());
    assertEquals(Shape.of(1, 2, 2), Datasets.pairs(folder + "/12:30:1x2x2").second().shape());
  }

  @Test
  void slicesFiles() {
    write(folder.resolve("part.bin"), cifar(30));
    expect("part.bin[10:20]", 10, Shape.of(3, 32, 32), 10);
    assertEquals(
        folder.resolve("part.bin") + " has 30 images, which the slice [0:100] goes beyond",
        misuse(() -> open("part.bin[0:100]")));
  }

  @Test
  void readsNamesSplitsSizesAndSlices() {
    assertEquals(new DatasetSpec("mnist", Optional.empty(), Slice.ALL), DatasetSpec.parse("mnist"));
    assertEquals(
        new DatasetSpec("mnist", Optional.of("test"), Slice.parse("[5:]")),
        DatasetSpec.parse("mnist:test[5:]"));
    assertEquals(
        new DatasetSpec("C:\\data\\x", Optional.empty(), Slice.ALL),
        DatasetSpec.parse("C:\\data\\x"));
    assertEquals("/a/b:c/d", DatasetSpec.parse("/a/b:c/d[1]").source());
    misuse(() -> DatasetSpec.parse(""));
  }

  @Test
  void suggestsTheNearName() {
    var sentence = misuse(() -> Datasets.open("fashion-mnits", places()));
    assertTrue(sentence.startsWith("no file or folder 'fashion-mnits' and no such data set"));
    assertTrue(sentence.endsWith("did you mean 'fashion-mnist'?"), sentence);
    assertEquals(
        "stl10 has no split 'unlabeled' but [train, test, unlabelled]; did you mean 'unlabelled'?",
        misuse(() -> Datasets.open("stl10:unlabeled", places())));
  }

  @Test
  void imagesOfAnyKindAreBroughtToASize() {
    write(folder.resolve("part.bin"), cifar(5));
    expect("part.bin:3x8x8", 5, Shape.of(3, 8, 8), 10);
    expect("part.bin:1x48x48[1:3]", 2, Shape.of(1, 48, 48), 10);
    var whole = open("part.bin").images(4);
    var small = open("part.bin:3x8x8").images(4);
    assertEquals(whole.labels()[0], small.labels()[0]);
    assertTrue(Arrays.equals(Resize.to(Shape.of(3, 8, 8), whole).pixels(), small.pixels()));
  }

  @Test
  void refusesFilesOfOtherKindsAndSizesOfNoPictures() {
    write(folder.resolve("words.txt"), new byte[] {'h', 'e', 'l', 'l', 'o'});
    assertTrue(misuse(() -> open("words.txt")).contains("is no file of images known here: IDX"));
    write(folder.resolve("part.bin"), cifar(1));
    assertEquals(
        "behind a path stands the size to bring pictures to, such as 3x64x64, not 'test'",
        misuse(() -> open("part.bin:test")));
  }

  @Test
  void takesTheUsersFolderBeforeTheEnvironments() {
    var chosen = folder.resolve("chosen");
    write(chosen.resolve("x"), new byte[1]);
    var other = folder.resolve("other");
    write(other.resolve("x"), new byte[1]);
    var environment =
        Map.of("PREIMAGE_DATA", other.toString(), "XDG_CACHE_HOME", folder.toString());
    var places = places(Optional.of(chosen), environment);
    assertEquals(chosen, places.folders().getFirst());
    assertEquals(folder.resolve("preimage/data"), places.cache());
    assertEquals(other, places(Optional.empty(), environment).folders().getFirst());
    assertEquals(1, places(Optional.empty(), Map.of("PREIMAGE_DATA", "")).folders().size());
    assertEquals(
        "PREIMAGE_MIRROR must be an http address but is 'ftp://x'",
        misuse(() -> places(Optional.empty(), Map.of("PREIMAGE_MIRROR", "ftp://x"))));
  }

  @Test
  void aFolderThatIsNotThereMattersOnlyToNamedSets() {
    var none = folder.resolve("none");
    var variable = places(Optional.empty(), Map.of("PREIMAGE_DATA", none.toString()));
    assertEquals(
        "PREIMAGE_DATA: there is no folder " + none,
        misuse(() -> Datasets.open("mnist:test[0:9]", variable)));
    assertEquals(
        "--data-dir: there is no folder " + none,
        misuse(() -> Datasets.open("mnist", places(Optional.of(none), Map.of()))));
    write(folder.resolve("part.bin"), cifar(3));
    assertEquals(3, Datasets.open(folder + "/part.bin", variable).size());
  }

  private void expect(String spec, int size, Shape shape, int classes) {
    var set = open(spec);
    assertEquals(size, set.size(), spec);
    assertEquals(shape, set.shape(), spec);
    assertEquals(classes, set.classes(), spec);
    assertEquals(size, set.range(0, size).count(), spec);
    assertEquals(64, set.sha256().length(), spec);
  }

  private Dataset open(String file) {
    return Datasets.open(folder + "/" + file, places());
  }

  private DataPlaces places() {
    return new DataPlaces(
        List.of(),
        folder.resolve("cache"),
        Optional.empty(),
        new Download((file, bytes, all) -> {}),
        sentence -> {});
  }

  private static DataPlaces places(Optional<Path> chosen, Map<String, String> environment) {
    return DataPlaces.of(chosen, environment, (file, bytes, all) -> {}, sentence -> {});
  }
}
