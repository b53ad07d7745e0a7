package preimage.metric;

import java.util.Optional;
import java.util.SequencedMap;
import preimage.data.Images;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** Collects what an extractor sees, batch by batch, in order. */
final class Viewing {
  /** Features that take more are kept in a file. */
  private static final long HEAP_BYTES = 256L << 20;

  private final Extractor.Eye eye;
  private final int count;
  private final double[] pixels;
  private final double[] perceived;
  private final int[] labels;
  private Optional<Store> features = Optional.empty();
  private Optional<Store> probabilities = Optional.empty();
  private boolean labelled = true;
  private boolean deep;

  /** Of {@code count} images to come. */
  Viewing(Extractor.Eye eye, int count) {
    this.eye = eye;
    this.count = count;
    pixels = new double[count / 2];
    perceived = new double[count / 2];
    labels = new int[count];
  }

  /** Looks at images from {@code from} on, an even number. */
  void look(int from, Images batch) {
    Scope.withoutGradient(() -> {
      Tensor x = Tensor.of(batch.pixels(), batch.shape().batch(batch.count()));
      var seen = eye.see(x);
      features = Optional.of(kept(features, from, seen.features()));
      seen.probabilities()
          .ifPresent(p -> probabilities = Optional.of(kept(probabilities, from, p)));
      deep = !seen.maps().isEmpty();
      if (batch.count() > 1) {
        put(Pairs.pixels(x), pixels, from / 2);
      }
      if (batch.count() > 1 && deep) {
        put(Pairs.perceived(seen.maps()), perceived, from / 2);
      }
      return 0;
    });
    labelled &= batch.labelled();
    if (labelled) {
      System.arraycopy(batch.labels(), 0, labels, from, batch.count());
    }
  }

  private Store kept(Optional<Store> before, int from, Tensor rows) {
    var store = before.orElseGet(() -> Store.of(count, Math.toIntExact(rows.size(1)), HEAP_BYTES));
    store.put(from, rows);
    return store;
  }

  private static void put(Tensor values, double[] into, int from) {
    System.arraycopy(values.toDoubles(), 0, into, from, Math.toIntExact(values.size(0)));
  }

  /** All that was seen, of at least one image. */
  Sample sample(String name, SequencedMap<String, Object> origin) {
    var apart = deep ? Optional.of(perceived) : Optional.<double[]>empty();
    return new Sample(
        name,
        origin,
        eye.words(),
        eye.size(),
        features.orElseThrow().features(),
        probabilities.map(Store::features),
        Optional.of(new Pairs(pixels, Optional.empty(), apart)),
        labelled ? labels : new int[0]);
  }
}
