package preimage.net;

import preimage.spec.Catalog;

/** The registration file of what networks and their descriptions are made of: one line each. */
public final class Layers {
  private Layers() {}

  public static final Catalog<Layer> ALL =
      Catalog.of("layer", Layer.class)
          .sequence(Sequence.class, Sequence::new, Sequence::layers)
          .add("linear", new Linear(1, true), "W x + b", "out")
          .add("conv", new Conv(1, 3, 1, 0, true), "convolution", "out")
          .add("deconv", new Deconv(1, 3, 1, 0, true), "transposed convolution", "out")
          .add("batch-norm", new BatchNorm(), "by batch or running statistics; Ioffe 2015")
          .add("layer-norm", new LayerNorm(), "each sample over all values; Ba 2016")
          .add("instance-norm", new InstanceNorm(), "each channel of each image; Ulyanov 2016")
          .add("relu", new Activation.Relu(), "max(x, 0)")
          .add("leaky-relu", new Activation.LeakyRelu(), "x or slope · x")
          .add("tanh", new Activation.Tanh(), "hyperbolic tangent")
          .add("sigmoid", new Activation.Sigmoid(), "1 / (1 + e⁻ˣ)")
          .add("softplus", new Activation.Softplus(), "log(1 + eˣ)")
          .add("flatten", new Reshape.Flatten(), "images to vectors")
          .add("reshape", new Reshape(1, 1, 1), "vectors to images", "channels", "height", "width")
          .add("upsample", new Resample.Upsample(), "repeats pixels")
          .add("average-pool", new Resample.AveragePool(), "averages squares of pixels")
          .add("max-pool", new Resample.MaxPool(), "largest of squares of pixels")
          .add("global-pool", new Resample.GlobalPool(), "mean or sum of each channel")
          .add("dropout", new Dropout(), "zeros at random in training; Srivastava 2014")
          .add("identity", new Residual.Identity(), "x itself")
          .add("padded-shortcut", new Residual.PaddedShortcut(1, 1), "He 2015, option A", "out")
          .add("residual", new Residual(new Residual.Identity()), "x + body(x); He 2015", "body")
          .add(
              "spectral-norm",
              new SpectralNorm(new Linear(1)),
              "a layer of largest singular value 1; Miyato 2018",
              "layer")
          .add("skip", new Skip(new Residual.Identity()), "x beside body(x)", "body")
          .add("heads", new Heads(new Linear(1), new Linear(1)), "two outputs", "score", "more")
          .add("proxies", new Proxies(1), "cosines to learned directions; Kang 2021", "classes");

  public static final Catalog<LatentPrior> PRIORS =
      Catalog.of("prior", LatentPrior.class)
          .add("uniform", new LatentPrior.Uniform(100), "U(lower, upper)^dimension; Radford 2015")
          .add("normal", new LatentPrior.Normal(100), "N(0, I)")
          .add(
              "truncated-normal",
              new LatentPrior.TruncatedNormal(100),
              "N(0, I) within ±bound; Brock 2019")
          .add("sphere", new LatentPrior.Sphere(100), "of radius √dimension; Karras 2018");

  public static final Catalog<Condition> CONDITIONS =
      Catalog.of("condition", Condition.class)
          .add("none", new Condition.None(), "nothing")
          .add("label", new Condition.Label(10), "a class number; Mirza 2014", "classes")
          .add(
              "image",
              new Condition.Image(1, 1, 1),
              "an image of the same size",
              "channels",
              "height",
              "width");

  public static final Catalog<Backbone> BACKBONES =
      Catalog.of("backbone", Backbone.class)
          .add("dcgan", new Backbone.Dcgan(), "28, 32, 48 or 64 pixels; Radford 2015")
          .add("mlp", new Backbone.Mlp(), "fully connected; AdvLatGAN, tables 13 and 14")
          .add("advlat-dcgan", new AdvLatDcgan(), "28, 32 or 48 pixels; AdvLatGAN, tables 15 to 20")
          .add("cnn", new Cnn(), "28, 32 or 48 pixels; Miyato 2018")
          .add("resnet", new ResNet(), "28, 32 or 48 pixels; Miyato 2018")
          .add("unet", new UNet(), "images of images, scores of patches; Isola 2017");
}
