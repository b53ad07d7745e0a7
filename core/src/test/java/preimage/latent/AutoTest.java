package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import preimage.Catalogs;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.spec.Misuse;

class AutoTest {
  private static void chooses(String spec, String why, Auto auto, Generator generator) {
    var choice = auto.on(generator);
    assertEquals(spec, Catalogs.RECOVERIES.format(choice.recovery()));
    assertEquals(why, choice.why());
  }

  @Test
  void leavesAGeneratorOfFullRankToTheDefault() {
    try (var generator = Analytic.tanh()) {
      var choice = new Auto().on(generator);
      assertEquals(new Recovery(), choice.recovery());
      assertTrue(
          choice.why().matches("its Jacobians have full rank 8 and condition \\d+(\\.\\d+)?"),
          choice.why());
    }
  }

  @Test
  void saysThatLatentsAreNotUnique() {
    try (var generator = Analytic.deficient()) {
      chooses(
          "recovery",
          "its Jacobians have rank 3 of 8, so other latents give the same image",
          new Auto(),
          generator);
      var images = generator.images(20);
      var found = new Auto().on(generator).recovery().recover(generator, images, 1);
      for (double loss : found.loss()) {
        assertTrue(loss < 1e-11, () -> "left " + loss);
      }
    }
  }

  @Test
  void takesNoJacobiansOfManyComponents() {
    try (var generator = Analytic.tanh()) {
      chooses(
          "recovery(solver=l-bfgs.then(lm-cg))",
          "8 components are too many for Jacobians",
          new Auto(8, 7),
          generator);
    }
  }

  @Test
  void doesNotProbeWhatDependsOnAnImage() {
    try (var generator = Analytic.tanh().with(new Condition.Image(1, 6, 8))) {
      chooses("recovery", "its Jacobians depend on an image each time", new Auto(), generator);
    }
  }

  @Test
  void probesALabelledGenerator() {
    try (var generator = Analytic.tanh().with(new Condition.Label(3))) {
      assertTrue(new Auto().on(generator).why().contains("full rank 8"));
    }
  }

  @Test
  void whatIsToldIsDone() {
    try (var generator = Analytic.deficient()) {
      var told = new Recovery().withRestarts(3);
      assertEquals(new Chooser.Choice(told, "as told"), told.on(generator));
      assertEquals(5, told.on(generator).withRestarts(5).recovery().restarts());
    }
  }

  @Test
  void refusesToJudgeByNothing() {
    assertThrows(Misuse.class, () -> new Auto(0, 512));
    assertThrows(Misuse.class, () -> new Auto(8, 0));
  }
}
