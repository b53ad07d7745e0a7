package preimage.metric;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** A way to see images as vectors in which distance means something. */
public interface Extractor {
  /**
   * Ready for images (c, h, w); to be closed.
   *
   * @throws preimage.spec.Misuse if it cannot see such
   * @throws preimage.work.Failure if its file cannot be read
   */
  Eye open(Shape images);

  /** An extractor that is open. */
  interface Eye extends AutoCloseable {
    /**
     * What manifests say of it, its name first, by topic; {@code resize}, if among them, is how it
     * brings the images that it is open for to {@link #size}.
     */
    SequencedMap<String, Object> words();

    /** (c, h, w) of the images that it sees in the end, if it brings them to one size. */
    default Optional<Shape> size() {
      return Optional.empty();
    }

    /** How many images it sees at once in reasonable memory, an even number. */
    default int batch() {
      return 256;
    }

    /** What it sees in pixels (n, c, h, w) in [0, 1]. */
    Seen see(Tensor pixels);

    @Override
    void close();
  }

  /**
   * What it saw.
   *
   * @param features (n, d)
   * @param probabilities (n, classes), if it knows classes
   * @param maps of inner layers, each (n, c, h, w), if it shows any
   */
  record Seen(Tensor features, Optional<Tensor> probabilities, List<Tensor> maps)
      implements Bundle {
    /** Without inner layers. */
    public Seen(Tensor features, Optional<Tensor> probabilities) {
      this(features, probabilities, List.of());
    }

    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(Stream.of(features), probabilities.stream(), maps.stream()).flatMap(t -> t);
    }
  }
}
