package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.net.Condition;

class SampleTest {
  @TempDir private Path folder;
  private Path model;
  private Path conditional;
  private Path out;

  @BeforeEach
  void prepare() {
    model = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    conditional = Samples.generator(folder.resolve("c.safetensors"), new Condition.Label(2));
    out = folder.resolve("x.npy");
  }

  private Shell sample(Path model, Object... more) {
    var words = new ArrayList<>(List.of("sample", "--model", model.toString()));
    Arrays.stream(more).map(Object::toString).forEach(words::add);
    words.addAll(List.of("--out", out.toString()));
    return Shell.run(words.toArray(String[]::new));
  }

  private NdArray sampled(Path model, Object... more) {
    var said = sample(model, more);
    assertEquals(Exit.DONE, said.code(), said.err());
    return Npy.read(out);
  }

  private Path array(String name, NdArray array) {
    Npy.write(folder.resolve(name), array);
    return folder.resolve(name);
  }

  @Test
  void writesPixelsOfThePriorsLatents() {
    var five = sampled(model, "--count", 5, "--seed", 3);
    assertEquals(List.of(5, 1, 4, 4), five.shape());
    for (float pixel : five.floats()) {
      assertTrue(pixel >= 0 && pixel <= 1);
    }
    // Sample i is the same whatever the count; another seed gives others.
    var two = sampled(model, "--count", 2, "--seed", 3);
    assertArrayEquals(Arrays.copyOf(five.floats(), 32), two.floats());
    var other = sampled(model, "--count", 2, "--seed", 4);
    assertFalse(Arrays.equals(two.floats(), other.floats()));
    assertEquals(List.of(64, 1, 4, 4), sampled(model).shape());
  }

  @Test
  void writesPicturesToo() throws IOException {
    out = folder.resolve("grid.png");
    assertEquals(
        new Shell(0, "4 images of 1×4×4: " + out + System.lineSeparator(), ""),
        sample(model, "--count", 4));
    // Two by two, with a gap of one, enlarged 16 times.
    assertEquals(9 * 16, ImageIO.read(out.toFile()).getWidth());
  }

  @Test
  void takesLatentsOfItsOwn() {
    var z = array("z.npy", NdArray.of(new float[] {0, 0, 0, 1, 2, 3}, 2, 3));
    var both = sampled(model, "--latents", z);
    assertEquals(List.of(2, 1, 4, 4), both.shape());
    var doubles = array("d.npy", NdArray.of(new double[] {1, 2, 3}, 1, 3));
    assertArrayEquals(
        Arrays.copyOfRange(both.floats(), 16, 32), sampled(model, "--latents", doubles).floats());
  }

  @Test
  void takesClassesInTurnOrAsTold() {
    var z = array("z.npy", NdArray.of(new float[12], 4, 3));
    var turns = sampled(conditional, "--latents", z).floats();
    var told = array("labels.npy", NdArray.of(new long[] {0, 1, 0, 1}));
    assertArrayEquals(turns, sampled(conditional, "--latents", z, "--labels", told).floats());
    assertArrayEquals(Arrays.copyOf(turns, 16), Arrays.copyOfRange(turns, 32, 48));
    assertFalse(Arrays.equals(Arrays.copyOf(turns, 16), Arrays.copyOfRange(turns, 16, 32)));
  }

  @Test
  void takesTheLatentsOfAResultWithTheirClasses() {
    var values = new float[] {0, 0, 0, 1, 2, 3};
    var z = array("z.npy", NdArray.of(values, 2, 3));
    var classes = NdArray.of(new long[] {1, 1});
    var told = array("labels.npy", classes);
    var result = folder.resolve("result.npz");
    Npz.empty().with("z", NdArray.of(values, 2, 3)).with("label", classes).write(result);
    assertArrayEquals(
        sampled(conditional, "--latents", z, "--labels", told).floats(),
        sampled(conditional, "--latents", result).floats());
    // Classes of targets mean nothing to a generator that is told none.
    assertArrayEquals(
        sampled(model, "--latents", z).floats(), sampled(model, "--latents", result).floats());
    var turns = array("turns.npy", NdArray.of(new long[] {0, 1}));
    assertArrayEquals(
        sampled(conditional, "--latents", z).floats(),
        sampled(conditional, "--latents", result, "--labels", turns).floats());
  }

  @Test
  void takesImagesToMakeItsOwnOf() {
    var pictured = Samples.generator(folder.resolve("p.safetensors"), new Condition.Image(1, 4, 4));
    var z = array("z.npy", NdArray.of(new float[12], 4, 3));
    var two = Samples.images(folder.resolve("given.npy"), 2);
    var made = sampled(pictured, "--latents", z, "--conditions", two).floats();
    assertArrayEquals(Arrays.copyOf(made, 32), Arrays.copyOfRange(made, 32, 64));
    assertFalse(Arrays.equals(Arrays.copyOf(made, 16), Arrays.copyOfRange(made, 16, 32)));
  }

  private void misused(String sentence, Path model, Object... more) {
    Said.misused(sentence, sample(model, more));
    assertFalse(Files.exists(out));
  }

  @Test
  void oneSentenceForWrongLatents() {
    var wide = array("wide.npy", NdArray.of(new float[8], 2, 4));
    misused("this generator takes latents of 3 components, not 4", model, "--latents", wide);
    var flat = array("flat.npy", NdArray.of(new float[8]));
    misused(flat + ": latents must have shape (n, d) but have [8]", model, "--latents", flat);
    var nan = array("nan.npy", NdArray.of(new float[] {0, 0, 0, 0, Float.NaN, 0}, 2, 3));
    misused(nan + ": row 1 of the latents holds NaN", model, "--latents", nan);
    misused("give --latents or --count, not both", model, "--latents", flat, "--count", 3);
    misused("count must be at least 1 but was 0", model, "--count", 0);
    var none = array("none.npy", NdArray.of(new float[0], 0, 3));
    misused(none + " holds no latents", model, "--latents", none);
  }

  @Test
  void oneSentenceForWrongLabels() {
    var far = array("far.npy", NdArray.of(new long[] {0, 2}));
    misused("class numbers must lie in 0 … 1, not 2", conditional, "--count", 2, "--labels", far);
    var huge = array("huge.npy", NdArray.of(new long[] {0, 1L << 40}));
    misused(
        "class numbers must lie in 0 … 1, not 2147483647",
        conditional,
        "--count",
        2,
        "--labels",
        huge);
    misused("3 latents cannot have 2 labels", conditional, "--count", 3, "--labels", far);
    misused(
        "this generator takes no labels and no condition images",
        model,
        "--count",
        2,
        "--labels",
        far);
    var real = array("real.npy", NdArray.of(new float[] {0, 1}));
    misused(
        real + ": labels must be whole numbers of shape (n) but are FLOAT32 of [2]",
        conditional,
        "--labels",
        real);
  }

  @Test
  void oneSentenceForAWrongModelOrPlace() {
    var missing = folder.resolve("missing.safetensors");
    misused("no file '" + missing + "' and no model of this name among [fashion-dcgan]", missing);
    var critic = Samples.critic(folder.resolve("d.safetensors"));
    misused(critic + " is a critic, not a generator", critic);
    assertTrue(
        Shell.run("sample", "--model", "fashion-dcgna", "--out", "x.npy")
            .err()
            .contains("did you mean 'fashion-dcgan'?"));
    assertTrue(sample(model, "--cuont", 3).err().contains("did you mean '--count'?"));
    out = folder.resolve("x.jpg");
    misused("--out must end with .png or .npy but was " + out, model);
    Said.misused(
        "preimage sample needs --model MODEL and --out x.npy|grid.png", Shell.run("sample"));
  }

  @Test
  void oneSentenceForEachFailure() throws IOException {
    var cut = folder.resolve("cut.safetensors");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(model), 200));
    failed(cut.toString(), cut);
    var z = folder.resolve("z.npy");
    misused("there is no file " + z, model, "--latents", z);
    out = folder.resolve("none").resolve("x.npy");
    failed("cannot write " + out + ": there is no folder", model);
    // Before the work: the place is looked at though the model is not even there.
    failed("cannot write " + out + ": there is no folder", folder.resolve("none"));
    out = Files.createDirectory(folder.resolve("folder.npy"));
    failed("cannot write " + out + ": it is a folder", folder.resolve("none"));
  }

  private void failed(String words, Path model, Object... more) {
    var said = sample(model, more);
    assertEquals(Exit.FAILED, said.code(), said.err());
    assertTrue(said.err().startsWith(words), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
  }
}
