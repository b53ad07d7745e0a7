package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.data.Pairs;
import preimage.net.Condition;
import preimage.net.Model;
import preimage.run.Ended.End;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.train.Qua;
import preimage.work.Progress;
import preimage.work.Stop;

/** Images made of images. */
class GanPairsTest {
  private static final String TRAINING =
      "gan(loss=pix2pix, backbone=unet(width=4, patches=1), prior=normal(dimension=2), batch=4,"
          + " flips=true)";

  @TempDir private Path temporary;

  private static Dataset random(String name, int channels) {
    var shape = Shape.of(channels, 8, 8);
    var pixels = Scope.call(() -> Rng.of(1).uniform(shape, 0, 1, Rng.samples(0, 10)).toArray());
    return new InMemory(name, new Images(shape, pixels));
  }

  private static GanRecipe recipe(Condition condition) {
    return new GanRecipe(Catalogs.TRAININGS.parse(TRAINING), "pairs", condition, 6, 5);
  }

  private Ended train(String name, Condition condition, Stop stop, boolean resume) {
    var pairs = new Pairs(random("a", 3), random("b", 1));
    var folder = new GanFolder(temporary.resolve(name));
    var run = new GanRun(recipe(condition), folder, resume, 2);
    return run.train(pairs.stacked("pairs"), Progress.silent(), stop);
  }

  @Test
  void theModelsTakeImagesAsConditions() {
    var condition = new Condition.Image(1, 8, 8);
    assertEquals(new Ended(End.FINISHED, 6), train("whole", condition, Stop.never(), false));
    var folder = new GanFolder(temporary.resolve("whole"));
    assertTrue(Files.exists(folder.samples(6)));
    try (var generator = Model.read(folder.generator()).generator();
        var critic = Model.read(folder.critic()).critic()) {
      assertEquals(condition, generator.condition());
      assertEquals(Shape.of(3, 8, 8), generator.image());
      Scope.run(() -> {
        var given = Optional.of(Tensor.zeros(2, 1, 8, 8));
        var other = Optional.of(Tensor.ones(2, 1, 8, 8));
        Tensor z = Tensor.zeros(2, 2);
        var made = generator.apply(given, z);
        assertFalse(Arrays.equals(made.toArray(), generator.apply(other, z).toArray()));
        assertEquals(2, critic.score(given, made).count());
      });
    }
  }

  @Test
  void pairsAreAskedForWhereTheGameIsAboutThem() {
    var run =
        new GanRun(
            recipe(new Condition.None()), new GanFolder(temporary.resolve("none")), false, 2);
    var e =
        assertThrows(
            Misuse.class, () -> run.train(random("a", 3), Progress.silent(), Stop.never()));
    assertEquals(
        "pix2pix learns from pairs of images: it needs the condition 'image'", e.getMessage());
    assertFalse(Files.exists(temporary.resolve("none")));
  }

  @Test
  void imagesAreComparedOneWithOne() {
    var condition = new Condition.Image(1, 8, 8);
    var training = recipe(condition).training();
    var doubled = training.latent(Qua.released());
    var e = assertThrows(Misuse.class, () -> doubled.start(Shape.of(2, 8, 8), condition, 5));
    assertEquals(
        "this loss compares generated images with real ones, 8 with 4: give generator-batch=none"
            + " and a latent search with plain=1",
        e.getMessage());
    training.latent(new Qua()).start(Shape.of(2, 8, 8), condition, 5).close();
  }

  @Test
  void stoppedAndResumedItEndsAsIfUnbroken() {
    var condition = new Condition.Image(1, 8, 8);
    train("whole", condition, Stop.never(), false);
    assertEquals(new Ended(End.STOPPED, 1), train("broken", condition, () -> true, false));
    train("broken", condition, Stop.never(), true);
    assertEquals(Toy.files(temporary.resolve("whole")), Toy.files(temporary.resolve("broken")));
  }

  @Test
  void refusesWhatAreNoPairs() {
    var e =
        assertThrows(
            Misuse.class, () -> train("no", new Condition.Image(4, 8, 8), Stop.never(), false));
    assertEquals(
        "pairs holds 4×8×8, which are no pairs of an image and one of 4×8×8", e.getMessage());
    assertFalse(Files.exists(temporary.resolve("no")));
  }
}
