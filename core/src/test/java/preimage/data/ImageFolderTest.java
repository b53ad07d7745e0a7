package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.Refusal.misuse;
import static preimage.data.SampleFiles.plain;
import static preimage.data.SampleFiles.write;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.tensor.Shape;

class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void subfoldersAreClassesInTheOrderOfTheirNames() {
    write(folder.resolve("dog/2.png"), plain(4, 4, 0x00ff00, "png"));
    write(folder.resolve("dog/1.PNG"), plain(4, 4, 0xff0000, "png"));
    write(folder.resolve("cat/a.jpeg"), plain(8, 4, 0x0000ff, "jpg"));
    write(folder.resolve("cat/notes.txt"), new byte[] {1});
    write(folder.resolve("cat/.hidden.png"), new byte[] {1});
    var set = ImageFolder.open(folder, Shape.of(3, 2, 2));
    assertEquals(3, set.size());
    assertEquals(2, set.classes());
    var images = set.range(0, 3);
    assertArrayEquals(new int[] {0, 1, 1}, images.labels());
    assertEquals(1, images.pixels()[8], .02, "blue of the cat");
    assertEquals(1, images.pixels()[12], "red of the first dog");
    assertEquals(1, images.pixels()[24 + 4], "green of the second dog");
  }

  @Test
  void foldersWithoutPicturesAreNoClasses() {
    write(folder.resolve("__MACOSX/._a.png"), new byte[] {1});
    write(folder.resolve("bird/notes.txt"), new byte[] {1});
    write(folder.resolve("cat/a.png"), plain(4, 4, 0, "png"));
    write(folder.resolve("dog/a.png"), plain(4, 4, 0, "png"));
    var set = ImageFolder.open(folder);
    assertEquals(2, set.classes());
    assertArrayEquals(new int[] {0, 1}, set.range(0, 2).labels());
  }

  @Test
  void picturesInTheFolderItselfHaveNoLabels() {
    write(folder.resolve("b.png"), plain(6, 5, 0x808080, "png"));
    write(folder.resolve("a.png"), plain(3, 2, 0xffffff, "png"));
    var set = ImageFolder.open(folder);
    assertEquals(Shape.of(3, 2, 3), set.shape());
    assertEquals(0, set.classes());
    assertEquals(0, set.range(0, 2).labels().length);
    assertEquals(Shape.of(1, 2, 2), ImageFolder.open(folder, Shape.of(1, 2, 2)).shape());
  }

  @Test
  void theSumDependsOnTheFilesAndTheShape() {
    write(folder.resolve("a.png"), plain(3, 2, 0xffffff, "png"));
    var before = ImageFolder.open(folder).sha256();
    assertEquals(before, ImageFolder.open(folder).sha256());
    assertNotEquals(before, ImageFolder.open(folder, Shape.of(1, 2, 3)).sha256());
    write(folder.resolve("a.png"), plain(3, 2, 0xfffffe, "png"));
    assertNotEquals(before, ImageFolder.open(folder).sha256());
  }

  @Test
  void refusesWhatIsNoFolderOfPictures() {
    assertEquals(
        "no PNG or JPEG files in " + folder + " or its subfolders",
        misuse(() -> ImageFolder.open(folder)));
    assertEquals(
        "no folder " + folder.resolve("none"),
        misuse(() -> ImageFolder.open(folder.resolve("none"))));
    write(folder.resolve("a.png"), plain(3, 2, 0, "png"));
    write(folder.resolve("sub/a.png"), plain(3, 2, 0, "png"));
    assertTrue(misuse(() -> ImageFolder.open(folder)).contains("holds both pictures and folders"));
    assertEquals(
        "pictures can be brought to 1×h×w or 3×h×w, not to 2×4×4",
        misuse(() -> ImageFolder.open(folder.resolve("sub"), Shape.of(2, 4, 4))));
  }

  @Test
  void namesTheDamagedPicture() {
    write(folder.resolve("a.png"), plain(3, 2, 0, "png"));
    var broken = write(folder.resolve("b.png"), new byte[] {1, 2, 3});
    var set = ImageFolder.open(folder);
    assertEquals(broken + ": neither a PNG nor a JPEG file", failure(() -> set.range(0, 2)));
  }
}
