package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.data.Images;
import preimage.metric.Extractor.Seen;
import preimage.metric.Metric.Value;
import preimage.spec.Misuse;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.work.Progress;

class PairsTest {
  /** Sees the pixels, and as inner layers the pixels and their negatives. */
  private record Both(boolean deep) implements Extractor.Eye {
    @Override
    public LinkedHashMap<String, Object> words() {
      var words = new LinkedHashMap<String, Object>();
      words.put("extractor", "both");
      return words;
    }

    @Override
    public int batch() {
      return 2;
    }

    @Override
    public Seen see(Tensor pixels) {
      var maps = List.of(pixels, Tensor.cat(List.of(pixels, pixels.neg()), 1));
      return new Seen(pixels.flatten(), Optional.empty(), deep ? maps : List.of());
    }

    @Override
    public void close() {}
  }

  private static Sample seen(boolean deep, float... pixels) {
    var images = new Images(Shape.of(2, 1, 1), pixels);
    return Sample.seen(
        "x.npy",
        new LinkedHashMap<>(),
        images.count(),
        images::slice,
        new Both(deep),
        Progress.silent());
  }

  /** Two pairs and one image that has no other. */
  private static Sample some(boolean deep) {
    return seen(deep, 1, 0, 0, 1, .25f, .5f, .5f, .75f, 1, 1);
  }

  @Test
  void neighboursMakePairs() {
    var pairs = some(false).pairs().orElseThrow();
    assertArrayEquals(new double[] {1, .25}, pairs.pixels(), 1e-7);
    assertEquals(Optional.empty(), pairs.latents());
    assertEquals(Optional.empty(), pairs.perceived());
    var latents = new float[][] {{1, 1}, {0, 3}, {5, 5}, {5, 4}, {9, 9}};
    assertArrayEquals(new double[] {1.5, .5}, pairs.with(latents).latents().orElseThrow(), 1e-7);
  }

  @Test
  void theRatioIsOfMeansAndTheMeanOfRatios() {
    var fake = some(false).behind(new float[][] {{1, 1}, {0, 3}, {5, 5}, {5, 4}, {9, 9}});
    assertEquals(
        List.of(
            new Value("pair-ratio", 1.25 / 2), new Value("pair-ratio-mean", (1 / 1.5 + .5) / 2)),
        new PairRatio().measure(fake, fake, Rng.of(0)));
    assertEquals(1.25, new PairRatio(2).measure(fake, fake, Rng.of(0)).getFirst().value(), 1e-12);
    assertThrows(Misuse.class, () -> new PairRatio(0));
  }

  /** Of orthogonal unit vectors |x̂ − ŷ|² = 2, of two at an angle 2 − 2 cos, in both layers. */
  @Test
  void whatLayersSeeIsTheClosedForm() {
    double cosine = (.25 * .5 + .5 * .75) / Math.sqrt((.0625 + .25) * (.25 + .5625));
    var apart = new double[] {4, 2 * (2 - 2 * cosine)};
    var fake = some(true);
    assertArrayEquals(apart, fake.pairs().orElseThrow().perceived().orElseThrow(), 1e-6);
    var values = new Perceptual().measure(fake, fake, Rng.of(0));
    assertEquals("lpips", values.getFirst().name());
    assertEquals((apart[0] + apart[1]) / 2, values.getFirst().value(), 1e-6);
    assertEquals((apart[0] - apart[1]) / 2, values.getLast().value(), 1e-6);
  }

  /** The mean over places, whose number the size of an image does not change. */
  @Test
  void placesAreAveraged() {
    Scope.run(() -> {
      Tensor one = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2, 1, 1);
      Tensor many = one.expand(2, 2, 3, 5);
      assertEquals(2, Pairs.perceived(List.of(one)).item(), 1e-6);
      assertEquals(2, Pairs.perceived(List.of(many)).item(), 1e-6);
      assertEquals(4, Pairs.perceived(List.of(one, many)).item(), 1e-6);
    });
  }

  @Test
  void sayWhatTheyLack() {
    var plain = some(false);
    lacks(
        "latents in pairs, and x.npy has none: give a generator, and pairs of latents where it is"
            + " told images",
        new PairRatio(),
        plain);
    lacks(
        "what inner layers see: give images, and squeezenet or a classifier with convolutions as"
            + " extractor",
        new Perceptual(),
        plain);
    var same = new float[][] {{1, 1}, {0, 3}, {5, 5}, {5, 5}, {9, 9}};
    lacks(
        "pairs of different latents but those of pair 1 are the same",
        new PairRatio(),
        plain.behind(same));
    var single = seen(true, 1, 0).behind(new float[][] {{1}});
    lacks("at least one pair of samples but x.npy holds none", new PairRatio(), single);
    lacks("at least one pair of samples but x.npy holds none", new Perceptual(), single);
    assertEquals(Optional.empty(), new Perceptual().lacks(plain, some(true)));
  }

  private static void lacks(String what, Metric metric, Sample fake) {
    assertEquals(Optional.of(what), metric.lacks(some(false), fake));
  }
}
