package preimage.metric;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * The pixels themselves.
 *
 * @param size brings images to squares of so many pixels first, if given; AdvLatGAN's: 128
 */
public record Pixels(Optional<Integer> size) implements Extractor {
  public Pixels {
    if (size.isPresent() && size.get() < 1) {
      throw new Misuse("size must be at least 1 but was " + size.get());
    }
  }

  public Pixels() {
    this(Optional.empty());
  }

  @Override
  public Eye open(Shape images) {
    return new Open(size.map(s -> Fit.square(images, s)).orElse(new Fit(images, images)));
  }

  private record Open(Fit fit) implements Eye {
    @Override
    public SequencedMap<String, Object> words() {
      var words = new LinkedHashMap<String, Object>();
      words.put(Sample.EXTRACTOR, "pixels");
      words.put(Sample.RESIZE, fit.toString());
      return words;
    }

    @Override
    public Optional<Shape> size() {
      return Optional.of(fit.to());
    }

    @Override
    public Seen see(Tensor pixels) {
      return new Seen(fit.apply(pixels).flatten(), Optional.empty());
    }

    @Override
    public void close() {}
  }
}
