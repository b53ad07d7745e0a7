package preimage.metric;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import preimage.net.Models;
import preimage.net.PixelScale;
import preimage.spec.Misuse;
import preimage.tensor.Interpolation;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.TorchScript;

/**
 * What a TorchScript module makes of images: (n, d), or (n, d, 1, 1).
 *
 * <p>Pixels are rounded to the 256 levels that picture files have, as where FIDs are published.
 *
 * <p>A module that takes a {@code return_features} is asked for them, and for probabilities if it
 * takes a {@code no_output_bias}: as NVIDIA's {@code inception-2015-12-05.pt} does, which gives the
 * published FID. That one takes pixels of 0 to 255 in three channels and brings them to its size
 * itself.
 *
 * @param file of the module
 * @param channels how many it takes; grey images are repeated
 * @param size brings images to squares of so many pixels first, if given
 * @param mean of the pixels in [0, 1], one a channel or one for all, which is taken from them
 * @param deviation what they are divided by then
 */
public record ScriptFeatures(
    String file, int channels, Optional<Integer> size, List<Double> mean, List<Double> deviation)
    implements Extractor {
  private static final double WHITE = 255;
  private static final String FEATURES = "return_features";
  private static final String UNBIASED = "no_output_bias";

  public ScriptFeatures {
    var _ = new PixelScale(mean, deviation);
    if (channels != 1 && channels != 3) {
      throw new Misuse("channels must be 1 or 3 but were " + channels);
    }
    for (int given : List.of(mean.size(), deviation.size())) {
      if (given != 1 && given != channels) {
        throw new Misuse(
            "with channels=%d, mean and deviation take %s, not %d"
                .formatted(channels, channels == 1 ? "one number" : "one number or 3", given));
      }
    }
    if (size.isPresent() && size.get() < 1) {
      throw new Misuse("size must be at least 1 but was " + size.get());
    }
  }

  /** A module that takes pixels of 0 to 255 in three channels. */
  public ScriptFeatures(String file) {
    this(file, 3, Optional.empty(), List.of(0.0), List.of(1 / 255.0));
  }

  @Override
  public Eye open(Shape images) {
    var fit = Fit.channels(images, channels);
    var sized = size.map(s -> new Fit(images, Shape.of(channels, s, s))).orElse(fit);
    var scale = new PixelScale(mean, deviation);
    return new Open(file, TorchScript.load(Path.of(file)), sized, size.map(_ -> sized.to()), scale);
  }

  /**
   * @param size none where the module resizes images itself
   */
  private record Open(
      String file, TorchScript module, Fit fit, Optional<Shape> size, PixelScale scale)
      implements Eye {
    @Override
    public SequencedMap<String, Object> words() {
      var words = new LinkedHashMap<String, Object>();
      words.put(Sample.EXTRACTOR, Sample.shortName(file));
      words.put("extractor-sha256", Models.sha256(file));
      words.put(Sample.RESIZE, fit.toString());
      words.put("normalisation", scale + ", 256 levels");
      return words;
    }

    @Override
    public int batch() {
      return 64;
    }

    @Override
    public Seen see(Tensor pixels) {
      Tensor own = scale.fromPixels(fit.apply(Interpolation.levels(pixels, WHITE)));
      Tensor features =
          module.takes(FEATURES) ? module.applyWith(FEATURES, own) : module.apply(own);
      if (features.size(0) != pixels.size(0)) {
        throw new Misuse(
            "%s gives %d rows for %d images".formatted(file, features.size(0), pixels.size(0)));
      }
      return new Seen(
          features.flatten(),
          module.takes(UNBIASED) ? Optional.of(module.applyWith(UNBIASED, own)) : Optional.empty());
    }

    @Override
    public void close() {
      module.close();
    }
  }
}
