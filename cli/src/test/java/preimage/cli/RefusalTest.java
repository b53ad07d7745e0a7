package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;

/** What a user may ask for in vain: one sentence, its exit code, and nothing written. */
class RefusalTest {
  private static final String QUICK = "recovery(solver=adam(steps=1))";

  @TempDir private Path folder;

  private static void says(int code, String sentence, Shell said) {
    assertEquals(new Shell(code, "", sentence + System.lineSeparator()), said);
  }

  private Path images(int... shape) {
    int values = 1;
    for (int size : shape) {
      values *= size;
    }
    var file = folder.resolve("images.npy");
    Npy.write(file, NdArray.of(new float[values], shape));
    return file;
  }

  private Shell recover(String model, Path targets, Path out) {
    return Shell.run(
        "recover",
        "--quiet",
        "--model",
        model,
        "--targets",
        targets.toString(),
        "--out",
        out.toString(),
        "--method",
        QUICK);
  }

  @Test
  void targetsThatAreNoImages() throws IOException {
    var out = folder.resolve("out");
    var none = images(0, 1, 28, 28);
    says(
        Exit.MISUSED,
        none + " holds no images: its array has the shape [0, 1, 28, 28]",
        recover("fashion-dcgan", none, out));
    var empty = Files.createFile(folder.resolve("empty.npy"));
    says(Exit.MISUSED, empty + " is empty", recover("fashion-dcgan", empty, out));
    assertFalse(Files.exists(out));
  }

  @Test
  void aConditionalGeneratorWithoutLabels() {
    var labelled = folder.resolve("labelled.npz");
    Npz.empty()
        .with("images", NdArray.of(new float[4 * 784], 4, 1, 28, 28))
        .with("labels", NdArray.of(new long[] {0, 1, 2, 0}, 4))
        .write(labelled);
    var run = folder.resolve("run");
    var trained =
        Shell.run(
            "train",
            "gan",
            "--quiet",
            "--data",
            labelled.toString(),
            "--out",
            run.toString(),
            "--condition",
            "label",
            "--training",
            "gan(backbone=dcgan(width=2), batch=2)",
            "--steps",
            "1");
    assertEquals(Exit.DONE, trained.code(), trained.err());
    var model = run.resolve("generator.safetensors").toString();
    var out = folder.resolve("out");
    var bare = images(1, 1, 28, 28);
    says(
        Exit.MISUSED,
        model + " needs for each target one of 3 classes but " + bare + " has no labels",
        recover(model, bare, out));
    assertFalse(Files.exists(out));
    assertEquals(Exit.DONE, recover(model, labelled, out).code());
  }

  @Test
  void aFileWhereAFolderShouldBe() throws IOException {
    var file = Files.createFile(folder.resolve("file"));
    says(
        Exit.FAILED,
        "cannot write to " + file + ": it is a file",
        recover("fashion-dcgan", images(1, 1, 28, 28), file));
  }

  @Test
  void aModelThatIsNone() {
    var file = images(1, 1, 28, 28);
    var said = recover(file.toString(), file, folder.resolve("out"));
    assertEquals(Exit.FAILED, said.code());
    assertEquals(1, said.err().lines().count());
    assertEquals(
        file + ", byte 0: expected a safetensors file",
        said.err().substring(0, said.err().indexOf(';')));
  }

  @Test
  void aTrainingThatDivergesAtOnceKeepsNothing() {
    var run = folder.resolve("run");
    var said =
        Shell.run(
            "train",
            "gan",
            "--data",
            images(4, 1, 28, 28).toString(),
            "--out",
            run.toString(),
            "--training",
            "gan(backbone=dcgan(width=2), batch=2, rate=1e30)",
            "--steps",
            "5");
    assertEquals(Exit.DIVERGED, said.code());
    assertTrue(said.err().contains("before the first checkpoint; try a smaller rate"), said.err());
    assertFalse(Files.exists(run.resolve("checkpoint.safetensors")));
  }

  @Test
  void aDemoOverSomebodysRun() throws IOException {
    var recipe = Files.writeString(folder.resolve("run.json"), "{\"model\": \"mine\"}");
    says(
        Exit.MISUSED,
        folder + " holds files of another kind; choose another --out",
        Shell.run("demo", "--quiet", "--out", folder.toString()));
    assertEquals("{\"model\": \"mine\"}", Files.readString(recipe));
  }
}
