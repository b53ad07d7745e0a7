package preimage.net;

import java.util.ArrayList;
import java.util.List;
import preimage.spec.Requires;
import preimage.tensor.Shape;

/**
 * Residual generator and critic, the critic without normalisation: 32 and 48 pixels as published,
 * 28 with one block less each.
 *
 * @param width 256: channels of the generator at 32 pixels; everything else in proportion
 * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al., 2018</a>, tables 4 and 5
 */
public record ResNet(int width) implements Backbone {
  public ResNet {
    Requires.atLeast(4, width, "width");
  }

  public ResNet() {
    this(256);
  }

  /** Channels of the generator's first layer, then of each of its blocks. */
  private List<Integer> upwards(Shape image) {
    return switch (image.size(1)) {
      case 28 -> List.of(width, width, width);
      case 32 -> List.of(width, width, width, width);
      default -> List.of(2 * width, width, width / 2, width / 4);
    };
  }

  /** Channels of the critic's blocks. */
  private List<Integer> downwards(Shape image) {
    int half = width / 2;
    return switch (image.size(1)) {
      case 28 -> List.of(half, half, half);
      case 32 -> List.of(half, half, half, half);
      default -> List.of(half / 2, half, 2 * half, 4 * half);
    };
  }

  @Override
  public Architecture generator(Shape latent, Shape image) {
    Demand.square(image, "resnet", 28, 32, 48);
    var channels = upwards(image);
    int start = image.size(1) >> (channels.size() - 1);
    var layers = new ArrayList<Layer>();
    layers.add(new Linear(channels.getFirst() * start * start));
    layers.add(new Reshape(channels.getFirst(), start, start));
    channels.stream().skip(1).map(ResNet::up).forEach(layers::add);
    layers.addAll(List.of(new BatchNorm(), new Activation.Relu()));
    layers.addAll(List.of(conv(image.size(0), 3), new Activation.Tanh()));
    return new Architecture(latent, new Sequence(layers));
  }

  @Override
  public Architecture critic(Shape image) {
    Demand.square(image, "resnet", 28, 32, 48);
    var channels = downwards(image);
    int halvings = image.size(1) == 48 ? 4 : 2;
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < channels.size(); i++) {
      layers.add(down(channels.get(i), i > 0, i < halvings));
    }
    layers.addAll(List.of(new Activation.Relu(), new Resample.GlobalPool(Resample.Total.SUM)));
    layers.add(new Linear(1));
    return new Architecture(image, new Sequence(layers));
  }

  private static Layer conv(int out, int kernel) {
    return new Conv(out, kernel, 1, kernel / 2, true);
  }

  private static Layer up(int out) {
    return new Residual(
        new Sequence(
            new BatchNorm(),
            new Activation.Relu(),
            new Resample.Upsample(),
            conv(out, 3),
            new BatchNorm(),
            new Activation.Relu(),
            conv(out, 3)),
        new Sequence(new Resample.Upsample(), conv(out, 1)));
  }

  /** A block whose first one sees the image as it is; others rectify before. */
  private static Layer down(int out, boolean later, boolean halving) {
    var body = new ArrayList<Layer>();
    if (later) {
      body.add(new Activation.Relu());
    }
    body.addAll(List.of(conv(out, 3), new Activation.Relu(), conv(out, 3)));
    if (!halving) {
      return new Residual(new Sequence(body));
    }
    body.add(new Resample.AveragePool());
    return new Residual(new Sequence(body), new Sequence(new Resample.AveragePool(), conv(out, 1)));
  }

  @Override
  public Initialisation initialisation() {
    return new Initialisation.Uniform();
  }
}
