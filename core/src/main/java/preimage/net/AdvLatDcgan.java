package preimage.net;

import java.util.ArrayList;
import java.util.List;
import preimage.spec.Requires;
import preimage.tensor.Shape;

/**
 * AdvLatGAN's DCGAN: a critic with kernels of 5 pixels whose batch norm comes after the rectifier,
 * without biases; 32 and 48 pixels as published, 28 with as many halvings as it has.
 *
 * @param width channels of the critic's first layer; the generator's last has twice as many
 * @see <a href="https://openreview.net/forum?id=VQlfZsNRwRE">AdvLatGAN, 2022</a>, tables 15, 16, 19
 *     and 20, kernels from its code
 */
public record AdvLatDcgan(int width) implements Backbone {
  public AdvLatDcgan {
    Requires.atLeast(1, width, "width");
  }

  public AdvLatDcgan() {
    this(64);
  }

  private static int halvings(Shape image) {
    return image.size(1) == 28 ? 2 : 4;
  }

  @Override
  public Architecture generator(Shape latent, Shape image) {
    Demand.square(image, "advlat-dcgan", 28, 32, 48);
    int doublings = halvings(image);
    var layers = new ArrayList<Layer>();
    layers.add(new Deconv(width << doublings, image.size(1) >> doublings, 1, 0, false));
    for (int level = doublings - 1; level > 0; level--) {
      layers.addAll(List.of(new BatchNorm(), new Activation.Relu()));
      layers.add(new Deconv(width << level, 4, 2, 1, false));
    }
    layers.addAll(List.of(new BatchNorm(), new Activation.Relu()));
    layers.addAll(List.of(new Deconv(image.size(0), 4, 2, 1, false), new Activation.Tanh()));
    return new Architecture(latent, new Sequence(layers));
  }

  @Override
  public Architecture critic(Shape image) {
    Demand.square(image, "advlat-dcgan", 28, 32, 48);
    var layers = new ArrayList<Layer>();
    for (int level = 0; level < halvings(image); level++) {
      layers.add(new Conv(width << level, 5, 2, 2, false));
      layers.add(new Activation.LeakyRelu());
      if (level > 0) {
        layers.add(new BatchNorm());
      }
    }
    layers.addAll(List.of(new Reshape.Flatten(), new Linear(1)));
    return new Architecture(image, new Sequence(layers));
  }

  @Override
  public Initialisation initialisation() {
    return new Initialisation.Normal();
  }
}
