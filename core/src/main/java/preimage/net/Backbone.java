package preimage.net;

import java.util.ArrayList;
import java.util.List;
import preimage.spec.Misuse;
import preimage.spec.Requires;
import preimage.tensor.Shape;

/** A family of generator and critic architectures, fitted to images and latents of any size. */
public interface Backbone {
  /** Layers (d) → {@code image}, for inputs of {@code latent} already joined to a condition. */
  Architecture generator(Shape latent, Shape image);

  /** Layers {@code image} → (1), for images already joined to a condition. */
  Architecture critic(Shape image);

  /** How both are initialised. */
  Initialisation initialisation();

  /**
   * Transposed convolutions up, convolutions down, halving at each: 28, 32, 48 and 64 pixels.
   *
   * @param width channels beside the image; they double with each halving
   * @see <a href="https://arxiv.org/abs/1511.06434">Radford et al., 2015</a>, section 3
   */
  record Dcgan(int width) implements Backbone {
    public Dcgan {
      Requires.atLeast(1, width, "width");
    }

    public Dcgan() {
      this(64);
    }

    @Override
    public Architecture generator(Shape latent, Shape image) {
      int doublings = doublings(image);
      var layers = new ArrayList<Layer>();
      layers.add(new Deconv(width << (doublings - 1), image.size(1) >> doublings, 1, 0, false));
      for (int level = doublings - 2; level >= 0; level--) {
        layers.addAll(List.of(new BatchNorm(), new Activation.Relu()));
        layers.add(new Deconv(width << level, 4, 2, 1, false));
      }
      layers.addAll(List.of(new BatchNorm(), new Activation.Relu()));
      layers.addAll(List.of(new Deconv(image.size(0), 4, 2, 1, false), new Activation.Tanh()));
      return new Architecture(latent, new Sequence(layers));
    }

    @Override
    public Architecture critic(Shape image) {
      var layers = new ArrayList<Layer>();
      for (int level = 0; level < doublings(image); level++) {
        layers.add(new Conv(width << level, 4, 2, 1, false));
        if (level > 0) {
          layers.add(new BatchNorm());
        }
        layers.add(new Activation.LeakyRelu());
      }
      layers.addAll(List.of(new Reshape.Flatten(), new Linear(1)));
      return new Architecture(image, new Sequence(layers));
    }

    /** The known sizes end at 7 (28), 4 (32, 64) or 6 (48) pixels. */
    private static int doublings(Shape image) {
      int size = image.rank() == 3 && image.size(1) == image.size(2) ? image.size(1) : 0;
      return switch (size) {
        case 28 -> 2;
        case 32, 48 -> 3;
        case 64 -> 4;
        default -> throw new Misuse("dcgan makes images of 28, 32, 48 or 64 pixels, not " + image);
      };
    }

    @Override
    public Initialisation initialisation() {
      return new Initialisation.Normal();
    }
  }

  /**
   * Fully connected layers with ReLU.
   *
   * @param hidden the widths between input and output; AdvLatGAN, tables 13 and 14: 100, 200, 100
   */
  record Mlp(List<Integer> hidden) implements Backbone {
    public Mlp {
      hidden = List.copyOf(hidden);
      hidden.forEach(width -> Requires.atLeast(1, width, "hidden"));
    }

    public Mlp() {
      this(List.of(100, 200, 100));
    }

    @Override
    public Architecture generator(Shape latent, Shape image) {
      var layers = hiddenLayers();
      layers.add(new Linear(image.count()));
      if (image.rank() == 3) {
        layers.add(new Activation.Tanh());
        layers.add(new Reshape(image.size(0), image.size(1), image.size(2)));
      }
      return new Architecture(latent, new Sequence(layers));
    }

    @Override
    public Architecture critic(Shape image) {
      var layers = hiddenLayers();
      layers.addFirst(new Reshape.Flatten());
      layers.add(new Linear(1));
      return new Architecture(image, new Sequence(layers));
    }

    private List<Layer> hiddenLayers() {
      var layers = new ArrayList<Layer>();
      for (int width : hidden) {
        layers.addAll(List.of(new Linear(width), new Activation.Relu()));
      }
      return layers;
    }

    @Override
    public Initialisation initialisation() {
      return new Initialisation.Uniform();
    }
  }
}
