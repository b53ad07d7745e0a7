package preimage.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.Catalogs;
import preimage.net.Condition;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;

class ModeSeekingTest {
  private static final Shape IMAGE = Shape.of(1, 28, 28);
  private static final Condition NONE = new Condition.None();

  private record First(GanTraining.Losses losses, float[] weights) {}

  /** What the players lose in their first step, when they know nothing, and what they learn. */
  private static First first(GanLoss loss) {
    GanTraining plain =
        Catalogs.TRAININGS.parse(
            "gan(backbone=dcgan(width=4), prior=uniform(dimension=8), batch=4)");
    try (var state = plain.loss(loss).start(IMAGE, NONE, 1)) {
      var losses = new ArrayList<GanTraining.Losses>();
      Scope.run(() -> {
        var images = Rng.of(6).uniform(IMAGE, 0, 1, Rng.samples(0, 4));
        losses.add(plain.loss(loss).step(state, NONE, images, Optional.empty(), Rng.of(1)));
      });
      return new First(losses.getFirst(), state.generator().weights().named("0.weight").toArray());
    }
  }

  private static GanLoss weighing(double weight, boolean both) {
    return new Msgan(new GanLoss.NonSaturating(), weight, ModeSeeking.Form.INVERSE, both);
  }

  @Test
  void bothImagesOfAPairAreJudgedUnlessToldOtherwise() {
    var one = first(weighing(0, false)).losses;
    assertEquals(first(new GanLoss.NonSaturating()).losses, one);
    // An image costs such networks about as much as another.
    var both = first(weighing(0, true)).losses;
    assertEquals(2, both.critic() / one.critic(), .2);
    assertEquals(2, both.generator() / one.generator(), .2);
  }

  /** Adam's first step shows no more of slopes than their signs, so the term weighs much. */
  @Test
  void theTermTurnsTheGenerator() {
    var without = first(weighing(0, false));
    var with = first(weighing(100, false));
    assertEquals(without.losses.critic(), with.losses.critic());
    assertFalse(Arrays.equals(without.weights, with.weights));
  }
}
