package preimage.train;

import static preimage.train.Lessons.MOVE;
import static preimage.train.Lessons.PLAIN;
import static preimage.train.Lessons.SCORE;
import static preimage.train.Lessons.column;
import static preimage.train.Lessons.length;
import static preimage.train.Lessons.lesson;
import static preimage.train.Lessons.made;
import static preimage.train.Lessons.same;
import static preimage.train.Lessons.teaches;
import static preimage.train.Lessons.unit;
import static preimage.train.Lessons.w;
import static preimage.train.Lessons.x;
import static preimage.train.Lessons.y;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import preimage.net.Linear;
import preimage.net.Sequence;
import preimage.tensor.Derivatives;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * What penalties, attacks, norms and terms of pairs teach, in closed form.
 *
 * @see Lessons
 */
class GameGradientTest {
  @Test
  void penaltiesPullTheWeightsBack() {
    Scope.run(() -> {
      Tensor apart = y().sub(x()).mean(0).reshape(1, 3);
      Tensor up = w().expand(2, 3).div(-2);
      // k|w|ᵖ has the slope k · p · |w|^(p − 2) w, (|w| − 1)² the slope 2 (|w| − 1) w / |w|.
      teaches(new WassersteinLoss.Divergence(2, 6), apart.add(w().mul(12 * Math.pow(.5, 4))), up);
      teaches(new WassersteinLoss.Divergence(3, 4), apart.add(w().mul(12 * Math.pow(.5, 2))), up);
      teaches(new WassersteinLoss.GradientPenalty(10), apart.add(w().mul(-20)), up);
      // γ/2 |w|² has the slope γ w.
      teaches(new R1(PLAIN, 10), lesson(w(), x(), y()).add(w().mul(10)), made(w()));
    });
  }

  @Test
  void attackedRealsTakeThePlaceOfReals() {
    Scope.run(() -> {
      Tensor moved = x().sub(w().sign().mul(MOVE));
      var asgan = new Attacked.Asgan(PLAIN, MOVE / 2, 300);
      teaches(asgan, lesson(w(), moved, y()), made(w()));
      teaches(new Attacked.FastGan(PLAIN, MOVE / 2), lesson(w(), moved, y()), made(w()));
    });
  }

  @Test
  void pix2PixPullsEveryPixelToTheRealOne() {
    Scope.run(() -> {
      Tensor nearer = y().sub(x()).sign().mul(100 / 6.);
      teaches(new Pix2Pix(PLAIN, 100), lesson(w(), x(), y()), made(w()).add(nearer));
    });
  }

  /** D(x) = a W x / (|a| σ) with the largest singular value σ = u · W v, whose slope is u vᵀ. */
  @Test
  void spectralNormKeepsTheCriticFromGrowing() {
    Scope.run(() -> {
      Tensor u = Tensor.of(new float[] {.6f, .8f}, 2, 1);
      Tensor v = Tensor.of(new float[] {.6f, 0, -.8f}, 1, 3);
      double sigma = 1.25;
      Tensor minor = Tensor.of(new float[] {0, -.4f, 0, 0, .3f, 0}, 2, 3);
      Tensor inner = u.matmul(v).mul(sigma).add(minor);
      Tensor outer = Tensor.of(new float[] {1.5f, -2}, 1, 2);
      Tensor direction = unit(outer);
      Tensor w = direction.matmul(inner).div(sigma);
      Tensor slope = lesson(w, x(), y());
      double share = slope.mul(w).sum().item();
      teaches(
          new Sngan(PLAIN),
          new Sequence(new Linear(2, false), SCORE),
          Map.of("0.weight", inner, "0.u", u.reshape(2), "1.weight", outer, "1.u", Tensor.ones(1)),
          Map.of(
              "0.weight",
              column(direction).matmul(slope).sub(u.matmul(v).mul(share)).div(sigma),
              "1.weight",
              slope.matmul(column(inner)).div(sigma).sub(direction.mul(share)).div(length(outer))),
          made(w));
    });
  }

  /** φ(x) = A x is what the last layer sees, D(x) = a · A x; ‖Δφ‖ is ℓ |A u| along the unit u. */
  @Test
  void robDisTeachesAtMovedImagesAndFlattensFeatures() {
    Scope.run(() -> {
      Tensor inner = Tensor.of(new float[] {1, -.5f, 0, .5f, .25f, -1}, 2, 3);
      Tensor outer = Tensor.of(new float[] {.4f, -.3f}, 1, 2);
      Tensor w = outer.matmul(inner);
      Tensor way = unit(w);
      Tensor slope = lesson(w, x().sub(way.mul(MOVE)), y().add(way.mul(MOVE)));
      Tensor seen = inner.matmul(column(way));
      Tensor flatter = unit(column(seen)).mul(2 * MOVE * 10);
      teaches(
          new Attacked.RobDis(PLAIN, MOVE / 2, 10),
          new Sequence(new Linear(2, false), SCORE),
          Map.of("0.weight", inner, "1.score.weight", outer),
          Map.of(
              "0.weight",
              column(outer).matmul(slope).add(column(flatter).matmul(way)),
              "1.score.weight",
              slope.matmul(column(inner))),
          made(w));
    });
  }

  @Test
  void msganDrivesBothImagesOfAPairApart() {
    Scope.run(() -> {
      Tensor z = Tensor.zeros(2, 4);
      Tensor other = Tensor.of(new float[] {.5f, 2}, 2, 1).expand(2, 4);
      Tensor way = x().sub(y()).sign();
      double mean = x().sub(y()).abs().mean().item() / 1.25;
      for (var form : ModeSeeking.Form.values()) {
        Tensor slope =
            switch (form) {
              case RATIO -> way.div(Tensor.of(new float[] {.50001f, 2.00001f}, 2, 1)).div(-6);
              case INVERSE -> way.div(-6 * 1.25 * (mean + 1e-5) * (mean + 1e-5));
            };
        var term = new Msgan(PLAIN, 7, form, true).pairs().orElseThrow();
        UnaryOperator<Tensor> first = a -> term.of(a, y(), z, other);
        UnaryOperator<Tensor> second = b -> term.of(x(), b, z, other);
        same(slope.mul(7), Derivatives.gradient(first, x()).derivative(), form + ", first");
        same(slope.mul(-7), Derivatives.gradient(second, y()).derivative(), form + ", second");
      }
    });
  }
}
