package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.Datasets;
import preimage.data.InMemory;
import preimage.data.Slice;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.spec.Misuse;

/** What a recovery does not begin with. */
class RecoveryRefusalTest {
  @TempDir private Path temporary;
  private Recoveries toy;
  private Path out;

  @BeforeEach
  void prepare() {
    toy = Recoveries.in(temporary, 4, 5);
    out = temporary.resolve("out");
  }

  private static void says(String sentence, Executable action) {
    assertEquals(sentence, assertThrows(Misuse.class, action).getMessage());
  }

  private RecoveryRecipe with(String method, long seed) {
    return toy.recipe(method, toy.recipe().targets(), seed, Optional.empty());
  }

  private void anotherThan(String end, RecoveryRecipe recipe) {
    var before = Toy.files(out);
    says(
        out + " holds a recovery " + end + "; choose another --out",
        () -> toy.recover(out, true, recipe));
    assertEquals(before, Toy.files(out));
  }

  @Test
  void anotherRecipe() {
    toy.recover(out, false, toy.recipe());
    anotherThan("with seed 5, not 6", with(Recoveries.METHOD, 6));
    var words = toy.recipe().words();
    var other = with("recovery(start=zero, solver=adam(steps=4), restarts=2, enough=0)", 5);
    anotherThan(
        "with method " + words.get("method") + ", not " + other.words().get("method"), other);
    var fewer = Slice.parse("[0:4]").of(toy.recipe().targets());
    anotherThan(
        "of other images than " + toy.targets() + "[0:4] holds now",
        toy.recipe(Recoveries.METHOD, fewer, 5, Optional.empty()));
    try (var truth = TrueLatents.open(toy.latents())) {
      anotherThan(
          "with other true latents, or none",
          toy.recipe(Recoveries.METHOD, toy.recipe().targets(), 5, Optional.of(truth)));
    }
  }

  @Test
  void aMethodWhoseFilesHoldSomethingElse() throws IOException {
    var method = "recovery(start=given(file=\"%s\"), solver=adam(steps=4), restarts=1)";
    var starts = temporary.resolve("starts.npy");
    Files.copy(toy.latents(), starts);
    toy.recover(out, false, with(method.formatted(starts), 5));
    var z = Npy.read(starts).rows(starts.toString(), "starts");
    z[0][0] += 1;
    var flat = new float[z.length * 3];
    for (int i = 0; i < z.length; i++) {
      System.arraycopy(z[i], 0, flat, 3 * i, 3);
    }
    Npy.write(starts, NdArray.of(flat, z.length, 3));
    anotherThan("by a method whose files held something else", with(method.formatted(starts), 5));
    Npy.write(starts, NdArray.of(new float[9], 3, 3));
    says(
        "3 starts cannot serve 5 targets",
        () -> toy.recover(temporary.resolve("few"), false, with(method.formatted(starts), 5)));
    assertEquals(0, temporary.resolve("few").toFile().list().length);
  }

  @Test
  void otherChunks() throws IOException {
    toy.recover(out, false, toy.recipe());
    var run = out.resolve("run.json");
    var words = Files.readString(run);
    assertTrue(words.contains("\"chunk\" : 3"), words);
    Files.writeString(run, words.replace("\"chunk\" : 3", "\"chunk\" : 64"));
    anotherThan("by another version, which cuts targets into other chunks", toy.recipe());
  }

  @Test
  void anotherGenerator() throws IOException {
    toy.recover(out, false, toy.recipe());
    var wider = Recoveries.in(Files.createDirectory(temporary.resolve("wider")), 5, 5);
    Files.move(wider.model(), toy.model(), StandardCopyOption.REPLACE_EXISTING);
    says(
        toy.model() + " makes images of 1×5×5 but those of " + toy.targets() + " are 1×4×4",
        () -> toy.recover(out, true, toy.recipe()));
    assertEquals(
        Optional.of("by another generator than " + toy.model() + " is now"),
        toy.recipe().difference(new RecoveryFolder(out).words()));
  }

  @Test
  void theSameFilesElsewhereAreNoOtherRecipe() throws IOException {
    toy.recover(out, false, toy.recipe());
    var moved = Recoveries.in(Files.createDirectory(temporary.resolve("moved")), 4, 5);
    assertEquals(5, moved.recover(out, true, moved.recipe()).count());
  }

  @Test
  void aFolderWithAnythingInIt() throws IOException {
    Files.createDirectory(out);
    Files.createFile(out.resolve("letter.txt"));
    says(
        out + " is not empty; continue with --resume, or choose another --out",
        () -> toy.recover(out, false, toy.recipe()));
    says(
        out + " holds files of another kind; choose another --out",
        () -> toy.recover(out, true, toy.recipe()));
    Files.move(out.resolve("letter.txt"), out.resolve("run.json"));
    Files.writeString(out.resolve("run.json"), "{\"training\": \"gan\"}");
    says(
        out + " holds files of another kind; choose another --out",
        () -> toy.recover(out, true, toy.recipe()));
  }

  @Test
  void butNotAFolderInWhichTheFirstWriteWasCutOff() throws IOException {
    Files.createDirectory(out);
    Files.createFile(out.resolve(".01234567-89ab-cdef-0123-456789abcdef.tmp"));
    assertEquals(5, toy.recover(out, true, toy.recipe()).count());
    assertFalse(Toy.files(out).keySet().stream().anyMatch(f -> f.endsWith(".tmp")));
  }

  @Test
  void latentsThatAreNotThoseOfTheTargets() {
    for (int[] shape : new int[][] {{4, 3}, {5, 2}}) {
      Npy.write(toy.latents(), NdArray.of(new float[shape[0] * shape[1]], shape));
      try (var truth = TrueLatents.open(toy.latents())) {
        var recipe = toy.recipe(Recoveries.METHOD, toy.recipe().targets(), 5, Optional.of(truth));
        says(
            shape[0] == 4
                ? toy.targets() + " holds 5 targets but " + toy.latents() + " 4 latents"
                : toy.model()
                    + " takes latents of 3 components but those of "
                    + toy.latents()
                    + " have 2",
            () -> toy.recover(out, false, recipe));
      }
    }
    Npy.write(toy.latents(), NdArray.of(new float[] {0, 0, 0, 0, Float.NaN, 0}, 2, 3));
    says(toy.latents() + ": row 1 of the latents holds NaN", () -> TrueLatents.open(toy.latents()));
    Npy.write(toy.latents(), NdArray.of(new float[6]));
    says(
        toy.latents() + ": latents must have shape (n, d) but have [6]",
        () -> TrueLatents.open(toy.latents()));
    assertFalse(Files.exists(out));
  }

  @Test
  void conditionsThatTheGeneratorDoesNotTake() {
    var set = Datasets.open(toy.targets().toString());
    var pictures = new InMemory("pictures", set.range(0, 5));
    var plain = toy.recipe();
    var recipe =
        new RecoveryRecipe(
            plain.method(), plain.model(), set, Optional.of(pictures), Optional.empty(), 5);
    says(toy.model() + " takes no condition images", () -> toy.recover(out, false, recipe));
    assertFalse(Files.exists(out));
  }
}
