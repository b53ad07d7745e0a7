package preimage.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
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

  /** What the players lose in their first step, when they know nothing. */
  private static GanTraining.Losses first(GanLoss loss) {
    GanTraining plain =
        Catalogs.TRAININGS.parse(
            "gan(backbone=dcgan(width=4), prior=uniform(dimension=8), batch=4)");
    try (var state = plain.loss(loss).start(IMAGE, NONE, 1)) {
      var losses = new ArrayList<GanTraining.Losses>();
      Scope.run(() -> {
        var images = Rng.of(6).uniform(IMAGE, 0, 1, Rng.samples(0, 4));
        losses.add(plain.loss(loss).step(state, NONE, images, Optional.empty(), Rng.of(1)));
      });
      return losses.getFirst();
    }
  }

  private static GanLoss weightless(boolean both) {
    return new Msgan(new GanLoss.NonSaturating(), 0, ModeSeeking.Form.INVERSE, both);
  }

  @Test
  void bothImagesOfAPairAreJudgedUnlessToldOtherwise() {
    var one = first(weightless(false));
    assertEquals(first(new GanLoss.NonSaturating()), one);
    // An image costs such networks about as much as another.
    var both = first(weightless(true));
    assertEquals(2, both.critic() / one.critic(), .2);
    assertEquals(2, both.generator() / one.generator(), .2);
  }
}
