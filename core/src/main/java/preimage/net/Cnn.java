package preimage.net;

import java.util.ArrayList;
import java.util.List;
import preimage.spec.Requires;
import preimage.tensor.Shape;

/**
 * The plain convolutional pair of spectral normalisation's paper, critic without normalisation: 32
 * and 48 pixels as published, 28 with one level less.
 *
 * @param width channels at full size
 * @param early whether channels double as the image is halved, not after, and batch norm follows
 *     the generator's first layer: the variant that AdvLatGAN's code gives WGAN and WGAN-GP
 * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al., 2018</a>, table 3
 */
public record Cnn(int width, boolean early) implements Backbone {
  private static final double SLOPE = .1;

  public Cnn {
    Requires.atLeast(1, width, "width");
  }

  public Cnn() {
    this(64, false);
  }

  private static int halvings(Shape image) {
    Demand.square(image, "cnn", 28, 32, 48);
    return image.size(1) == 28 ? 2 : 3;
  }

  @Override
  public Architecture generator(Shape latent, Shape image) {
    int doublings = halvings(image);
    int start = image.size(1) >> doublings;
    int channels = width << doublings;
    var layers = new ArrayList<Layer>();
    layers.add(new Linear(channels * start * start));
    layers.add(new Reshape(channels, start, start));
    if (early) {
      layers.addAll(List.of(new BatchNorm(), new Activation.Relu()));
    }
    for (int level = doublings - 1; level >= 0; level--) {
      layers.add(new Deconv(width << level, 4, 2, 1, true));
      layers.addAll(List.of(new BatchNorm(), new Activation.Relu()));
    }
    layers.addAll(List.of(new Conv(image.size(0), 3, 1, 1, true), new Activation.Tanh()));
    return new Architecture(latent, new Sequence(layers));
  }

  @Override
  public Architecture critic(Shape image) {
    var layers = new ArrayList<Layer>();
    int halvings = halvings(image);
    for (int level = 0; level < halvings; level++) {
      layers.addAll(List.of(same(level), new Activation.LeakyRelu(SLOPE)));
      layers.add(new Conv(width << (early ? level + 1 : level), 4, 2, 1, true));
      layers.add(new Activation.LeakyRelu(SLOPE));
    }
    layers.addAll(List.of(same(halvings), new Activation.LeakyRelu(SLOPE)));
    layers.addAll(List.of(new Reshape.Flatten(), new Linear(1)));
    return new Architecture(image, new Sequence(layers));
  }

  private Conv same(int level) {
    return new Conv(width << level, 3, 1, 1, true);
  }

  @Override
  public Initialisation initialisation() {
    return new Initialisation.Normal();
  }
}
