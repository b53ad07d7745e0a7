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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.net.Condition;

class ImproveTest {
  @TempDir private Path folder;
  private Path generator;
  private Path critic;
  private Path out;

  @BeforeEach
  void prepare() {
    generator = Samples.generator(folder.resolve("g.safetensors"), new Condition.None());
    critic = Samples.critic(folder.resolve("d.safetensors"));
    out = folder.resolve("out");
  }

  private Shell improve(Path generator, Path critic, Object... more) {
    var words = new ArrayList<>(List.of("improve", "--generator", generator.toString()));
    words.addAll(List.of("--critic", critic.toString()));
    Arrays.stream(more).map(Object::toString).forEach(words::add);
    words.addAll(List.of("--out", out.toString()));
    return Shell.run(words.toArray(String[]::new));
  }

  private Path latents(int n, int d) {
    var file = folder.resolve("z.npy");
    var values = new float[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 5 / 4f;
    }
    Npy.write(file, NdArray.of(values, n, d));
    return file;
  }

  private String report() throws IOException {
    return Files.readString(out.resolve("report.html"));
  }

  @Test
  void movesGivenLatentsAndSaysWhatTheCriticThinks() throws IOException {
    var said = improve(generator, critic, "--latents", latents(5, 3));
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(said.out().contains("mean score before"), said.out());
    var npz = Npz.read(out.resolve("improved.npz"));
    assertEquals(List.of(5, 3), npz.array("z0").orElseThrow().shape());
    assertEquals(1f, npz.array("z0").orElseThrow().floats()[4]);
    assertEquals(List.of(5, 3), npz.array("z").orElseThrow().shape());
    double[] before = npz.array("score_before").orElseThrow().doubles();
    double[] after = npz.array("score_after").orElseThrow().doubles();
    for (int i = 0; i < 5; i++) {
      assertTrue(after[i] > before[i]);
    }
    assertEquals(5, npz.strings().get("outcome").size());
    assertTrue(report().contains("improvement(loss=non-saturating"), "the whole method");
    assertTrue(report().contains("Critic score against step"), "how scores rise");
    assertTrue(report().contains("The worst 5, repaired"), "the lowest first");
    assertTrue(Files.exists(out.resolve("run.json")));
    var first = out.resolve("improved.npz");
    out = folder.resolve("more");
    var more = improve(generator, critic, "--latents", first);
    assertEquals(Exit.DONE, more.code(), more.err());
    assertArrayEquals(
        npz.array("z").orElseThrow().floats(),
        Npz.read(out.resolve("improved.npz")).array("z0").orElseThrow().floats());
  }

  @Test
  void aJudgeThatNothingWasSearchedByHasItsSay() throws IOException {
    var other = Samples.critic(folder.resolve("other.safetensors"));
    var said = improve(generator, critic, "--count", 4, "--judge", other, "--json");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(said.out().contains("\"judge_after\""), said.out());
    var npz = Npz.read(out.resolve("improved.npz"));
    // The same weights: what it says is what the critic says.
    for (var moment : List.of("before", "after")) {
      assertArrayEquals(
          npz.array("score_" + moment).orElseThrow().doubles(),
          npz.array("judge_" + moment).orElseThrow().doubles(),
          1e-5);
    }
    assertTrue(report().contains("which no latent was moved by"), "a table");
  }

  @Test
  void drawsFromThePriorWithOtherMethodsToo() throws IOException {
    var said =
        improve(
            generator,
            critic,
            "--count",
            4,
            "--json",
            "--method",
            "ddls(solver=langevin(steps=3))");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertTrue(said.out().contains("\"latents\" : 4"), said.out());
    assertTrue(said.out().contains("\"score_after\""), said.out());
    assertTrue(report().contains("Objective against step"), "what is small is more than a score");
  }

  private void improvedBy(String loss, String training, Object... more) throws IOException {
    var trained = Samples.critic(folder.resolve("trained.safetensors"), training);
    out = folder.resolve(loss + "-" + training.length() + "-" + more.length);
    var words = new ArrayList<Object>(List.of("--count", 2));
    words.addAll(List.of(more));
    var said = improve(generator, trained, words.toArray());
    assertEquals(Exit.DONE, said.code(), said.err());
    var run = Files.readString(out.resolve("run.json"));
    assertTrue(run.contains("improvement(loss=" + loss + ","), run);
    assertTrue(report().contains("improvement(loss=" + loss + ","), "the report says it, too");
  }

  @Test
  void aCriticIsSearchedByTheLossOfItsTraining() throws IOException {
    improvedBy("lsgan", "gan(loss=lsgan)");
    improvedBy("lsgan", "gan(loss=asgan(game=lsgan))");
    // (D − 1)² does not say on which side of 1 a score is.
    assertTrue(report().contains("Objective against step"), "the objective by its name");
    assertFalse(report().contains("Critic score against step"), "no guess at scores");
    improvedBy("wgan", "gan(loss=wgan-gp)");
    assertTrue(report().contains("Critic score against step"), "of −D there is one score");
    improvedBy("non-saturating", "gan(loss=lsgan)", "--method", "improvement");
    improvedBy("non-saturating", "stylegan2, 25,000 kimg");
  }

  @Test
  void theClassesOfAConditionalGeneratorComeInTurn() {
    var conditional = Samples.generator(folder.resolve("c.safetensors"), new Condition.Label(2));
    assertEquals(Exit.DONE, improve(conditional, critic, "--count", 3).code());
    var npz = Npz.read(out.resolve("improved.npz"));
    assertEquals(
        List.of(0L, 1L, 0L),
        Arrays.stream(npz.array("label").orElseThrow().longs()).boxed().toList());
  }

  @Test
  void framesOfAWayAreShownAndLowOnesMarked() throws IOException {
    var z = folder.resolve("ends.npy");
    var ends = new float[] {-40, -40, -40, 40, 40, 40};
    Npy.write(z, NdArray.of(ends, 2, 3));
    var said = improve(generator, critic, "--latents", z, "--interpolate=6");
    assertEquals(Exit.DONE, said.code(), said.err());
    assertEquals(
        List.of(6, 3), Npz.read(out.resolve("improved.npz")).array("z0").orElseThrow().shape());
    assertTrue(report().contains("Score of each frame"), "a chart");
    // One of two opposite corners lies below three of four draws.
    assertTrue(report().contains("low, "), "a mark");
  }

  private void misused(String sentence, Path generator, Path critic, Object... more) {
    Said.misused(sentence, improve(generator, critic, more));
    assertFalse(Files.exists(out));
  }

  @Test
  void oneSentenceForWhatCannotBe() {
    var wide = Samples.critic(folder.resolve("wide.safetensors"), 5);
    misused(
        wide + " takes images of 1×4×5 but those of " + generator + " are 1×4×4", generator, wide);
    misused(
        wide + " takes images of 1×4×5 but those of " + generator + " are 1×4×4",
        generator,
        critic,
        "--judge",
        wide);
    misused(critic + " is a critic, not a generator", critic, critic);
    misused(generator + " is a generator, not a critic", generator, generator);
    misused(
        "this generator takes latents of 3 components, not 4",
        generator,
        critic,
        "--latents",
        latents(2, 4));
    misused(
        "give --latents or --count, not both",
        generator,
        critic,
        "--latents",
        latents(2, 3),
        "--count",
        2);
    misused("count must be at least 1 but was 0", generator, critic, "--count", 0);
    var conditional = Samples.generator(folder.resolve("c.safetensors"), new Condition.Label(2));
    misused(
        "this generator takes class numbers and no condition images",
        conditional,
        critic,
        "--count",
        2,
        "--conditions",
        Samples.images(folder.resolve("told.npy"), 4));
    misused(
        "frames lie between two latents, not 5",
        generator,
        critic,
        "--latents",
        latents(5, 3),
        "--interpolate");
  }
}
