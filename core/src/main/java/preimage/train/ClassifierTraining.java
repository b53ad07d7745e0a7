package preimage.train;

import java.util.List;
import preimage.net.Activation;
import preimage.net.Architecture;
import preimage.net.Conv;
import preimage.net.Initialisation;
import preimage.net.Layer;
import preimage.net.Linear;
import preimage.net.PixelScale;
import preimage.net.Resample;
import preimage.net.Reshape;
import preimage.net.Sequence;
import preimage.search.AdamRule;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * How a classifier is trained: cross-entropy, Adam.
 *
 * @param layers all but the last, which is a linear one with an output for each class; of LeNet-5
 *     with rectifiers and maxima unless told
 * @param batch images in a step
 * @param rate Adam's learning rate
 * @see <a href="https://doi.org/10.1109/5.726791">LeCun et al., 1998</a>, for the layers
 */
public record ClassifierTraining(Layer layers, int batch, double rate, double beta1, double beta2) {
  /** The range on which it sees pixels. */
  public static final PixelScale SCALE = PixelScale.SIGNED;

  private static final double EPSILON = 1e-8;

  public ClassifierTraining {
    if (batch < 2) {
      throw new Misuse("batch must be at least 2, for batch norm, but was " + batch);
    }
    if (!(rate > 0)) {
      throw new Misuse("rate must be positive but was " + rate);
    }
    var _ = new AdamRule(beta1, beta2, EPSILON);
  }

  public ClassifierTraining() {
    this(lenet(), 64, 1e-3, 0.9, 0.999);
  }

  private static Layer lenet() {
    return new Sequence(
        List.of(
            new Conv(6, 5, 1, 2, true),
            new Activation.Relu(),
            new Resample.MaxPool(2, 2),
            new Conv(16, 5, 1, 0, true),
            new Activation.Relu(),
            new Resample.MaxPool(2, 2),
            new Reshape.Flatten(),
            new Linear(120),
            new Activation.Relu(),
            new Linear(84),
            new Activation.Relu()));
  }

  /**
   * The classifier before the first step.
   *
   * @throws Misuse if the layers do not take such images
   */
  public ClassifierState start(Shape images, int classes, long seed) {
    var architecture = new Architecture(images, new Sequence(layers, new Linear(classes)));
    return ClassifierState.start(
        architecture, new Initialisation.Uniform(), Rng.of(seed).purpose("weights"));
  }

  /**
   * One update.
   *
   * @param pixels (batch, c, h, w) in [0, 1]
   * @param labels (batch) class numbers
   * @return the cross-entropy of the batch before it, in nats
   */
  public double step(ClassifierState state, Tensor pixels, Tensor labels, Rng rng) {
    return Scope.call(() -> {
      var weights = state.network().weights();
      var now = rng.step(state.step());
      Tensor logits = state.network().train(SCALE.fromPixels(pixels), now.purpose("classifier"));
      Tensor index = labels.reshape(labels.size(0), 1);
      Tensor loss = logits.logSoftmax(1).gather(index).mean().neg();
      var adam = new AdamRule(beta1, beta2, EPSILON);
      state.adam().descend(weights, weights.gradientOf(loss), adam, rate, state.step());
      state.advance();
      return loss.item();
    });
  }
}
