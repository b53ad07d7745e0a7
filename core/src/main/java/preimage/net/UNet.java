package preimage.net;

import java.util.ArrayList;
import java.util.List;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Shape;

/**
 * For images made of images: a U-Net, which z enters as further channels of the condition, and a
 * critic that scores patches.
 *
 * @param width channels at half the size; they double with each halving up to 8 times as many
 * @param depth halvings at most; there are as many as the size allows
 * @param patches halvings of the critic, which then sees patches of 70 pixels by default
 * @see <a href="https://arxiv.org/abs/1611.07004">Isola et al., 2017</a>, section 6.1
 */
public record UNet(int width, int depth, int patches) implements Backbone {
  public UNet {
    Requires.atLeast(1, width, "width");
    Requires.atLeast(1, depth, "depth");
    Requires.atLeast(1, patches, "patches");
  }

  public UNet() {
    this(64, 8, 3);
  }

  @Override
  public Architecture generator(Shape given, Shape image) {
    if (given.rank() != 3) {
      throw new Misuse("unet makes images of images: condition must be an image");
    }
    int side = Math.min(given.size(1), given.size(2));
    int halvings = 0;
    while (halvings < depth
        && given.size(1) % (2 << halvings) == 0
        && given.size(2) % (2 << halvings) == 0
        && side >> (halvings + 1) > 0) {
      halvings++;
    }
    if (halvings == 0) {
      throw new Misuse("unet needs images whose sizes are even, not " + given);
    }
    var layers = new ArrayList<Layer>();
    layers.add(new Conv(width, 4, 2, 1, true));
    if (halvings > 1) {
      layers.add(new Skip(level(1, halvings)));
    }
    layers.addAll(List.of(new Activation.Relu(), new Deconv(image.size(0), 4, 2, 1, true)));
    layers.add(new Activation.Tanh());
    return new Architecture(given, new Sequence(layers));
  }

  /** Down to the level below, all that is there, and up again; no norm of a single pixel. */
  private Layer level(int level, int halvings) {
    var layers = new ArrayList<Layer>();
    layers.addAll(List.of(new Activation.LeakyRelu(), new Conv(channels(level), 4, 2, 1, true)));
    if (level + 1 < halvings) {
      layers.addAll(List.of(new BatchNorm(), new Skip(level(level + 1, halvings))));
    }
    layers.addAll(List.of(new Activation.Relu(), new Deconv(channels(level - 1), 4, 2, 1, true)));
    layers.add(new BatchNorm());
    return new Sequence(layers);
  }

  private int channels(int level) {
    return width << Math.min(level, 3);
  }

  @Override
  public Architecture critic(Shape image) {
    var layers = new ArrayList<Layer>();
    for (int level = 0; level <= patches; level++) {
      layers.add(new Conv(channels(level), 4, level < patches ? 2 : 1, 1, true));
      if (level > 0) {
        layers.add(new BatchNorm());
      }
      layers.add(new Activation.LeakyRelu());
    }
    layers.add(new Conv(1, 4, 1, 1, true));
    return new Architecture(image, new Sequence(layers));
  }

  @Override
  public Initialisation initialisation() {
    return new Initialisation.Normal();
  }
}
