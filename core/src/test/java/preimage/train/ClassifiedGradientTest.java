package preimage.train;

import static preimage.train.Lessons.MOVE;
import static preimage.train.Lessons.PLAIN;
import static preimage.train.Lessons.SCORE;
import static preimage.train.Lessons.column;
import static preimage.train.Lessons.labels;
import static preimage.train.Lessons.length;
import static preimage.train.Lessons.lesson;
import static preimage.train.Lessons.made;
import static preimage.train.Lessons.teaches;
import static preimage.train.Lessons.unit;
import static preimage.train.Lessons.w;
import static preimage.train.Lessons.x;
import static preimage.train.Lessons.y;

import java.util.Map;
import org.junit.jupiter.api.Test;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/**
 * What critics that say classes teach, in closed form.
 *
 * @see Lessons
 */
class ClassifiedGradientTest {
  private static final double SHARE = .5;

  /** Of the second pixel, of which the score knows nothing, the critic reads the class. */
  private static Tensor reading() {
    return Tensor.of(new float[] {0, .5f, 0, 0, -.5f, 0}, 2, 3);
  }

  private static Tensor bias() {
    return Tensor.of(new float[] {.2f, -.1f}, 2);
  }

  /** The slopes of the mean cross-entropy in the logits of images: (softmax − one-hot) / n. */
  private static Tensor wrong(Tensor images) {
    Tensor logits = images.matmul(column(reading())).add(bias());
    return logits.logSoftmax(1).exp().sub(labels().oneHot(2)).mul(SHARE / 2);
  }

  private static void teachesClasses(GanLoss game, Tensor reals) {
    Tensor real = wrong(reals);
    Tensor fake = wrong(y());
    teaches(
        game,
        SCORE,
        Map.of("0.score.weight", w(), "0.more.weight", reading(), "0.more.bias", bias()),
        Map.of(
            "0.score.weight",
            lesson(w(), reals, y()),
            "0.more.weight",
            column(real).matmul(reals).add(column(fake).matmul(y())),
            "0.more.bias",
            real.add(fake).sum(0)),
        made(w()).add(fake.matmul(reading())));
  }

  @Test
  void classesAreTaughtByCrossEntropy() {
    Scope.run(() -> {
      var acgan = new Classified.Acgan(PLAIN, SHARE);
      teachesClasses(acgan, x());
      // The first image is of class 1, which is less likely where the second pixel is brighter.
      Tensor ways = Tensor.of(new float[] {-1, 1, 1, -1, -1, 1}, 2, 3);
      teachesClasses(new Attacked.RobGan(acgan, MOVE / 2, .02, 5), x().add(ways.mul(MOVE)));
    });
  }

  private static final double TAU = .5;

  private static Tensor embedding() {
    return Tensor.of(new float[] {.5f, 0, 1, 0, .5f, 0}, 2, 3);
  }

  private static Tensor proxies() {
    return Tensor.of(new float[] {2, -1, .5f, 1}, 2, 2);
  }

  /**
   * The slopes of the contrast of two images, one of each class, in what they are embedded as
   * before it has length 1, and in the directions of their classes, which stand in reverse order.
   */
  private record Contrast(Tensor inHidden, Tensor inProxies) {
    static Contrast of(Tensor images, double weight) {
      Tensor hidden = images.matmul(column(embedding()));
      Tensor f = unit(hidden);
      Tensor v = unit(proxies()).flip(0);
      Tensor cosine = f.mul(v).sum(1).reshape(2, 1);
      Tensor between = f.mul(f.flip(0)).sum(1).reshape(2, 1);
      // −log(eᵖ / (eᵖ + e^q)) has the slopes −σ(q − p) in p and σ(q − p) in q.
      Tensor doubt = between.add(-.02).sub(cosine.add(-.98)).div(TAU).sigmoid();
      Tensor pull = doubt.mul(-weight / (2 * TAU));
      Tensor push = doubt.sum().mul(weight / (2 * TAU));
      Tensor inUnit = pull.mul(v).add(push.mul(f.flip(0)));
      Tensor along = inUnit.mul(f).sum(1).reshape(2, 1).mul(f);
      Tensor turned = pull.mul(f.sub(cosine.mul(v))).flip(0);
      return new Contrast(inUnit.sub(along).div(length(hidden)), turned.div(length(proxies())));
    }
  }

  @Test
  void embeddingsArePulledToTheirClassAndPushedFromOthers() {
    Scope.run(() -> {
      double weight = 3;
      var real = Contrast.of(x(), weight);
      teaches(
          new Classified.Rebooted(PLAIN, weight, 2, TAU, .98, .02),
          SCORE,
          Map.of(
              "0.score.weight",
              w(),
              "0.more.0.weight",
              embedding(),
              "0.more.0.bias",
              Tensor.zeros(2),
              "0.more.1.weight",
              proxies()),
          Map.of(
              "0.score.weight",
              lesson(w(), x(), y()),
              "0.more.0.weight",
              column(real.inHidden).matmul(x()),
              "0.more.0.bias",
              real.inHidden.sum(0),
              "0.more.1.weight",
              real.inProxies),
          made(w()).add(Contrast.of(y(), weight).inHidden.matmul(embedding())));
    });
  }
}
