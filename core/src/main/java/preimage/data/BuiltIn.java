package preimage.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import preimage.io.Npz;
import preimage.io.Source;
import preimage.tensor.Shape;

/** Images that the library brings along. */
public final class BuiltIn {
  private static final String FASHION = "/preimage/data/fashion-test-32.npz";

  private BuiltIn() {}

  /**
   * The first 32 test images of Fashion-MNIST with their labels; Xiao et al., 2017, MIT licence.
   */
  public static Images fashionTest() {
    try (var in = Objects.requireNonNull(BuiltIn.class.getResourceAsStream(FASHION));
        var source = Source.of(FASHION, in.readAllBytes())) {
      var file = Npz.read(source);
      float[] pixels = file.array("images").orElseThrow().floats();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] /= 255;
      }
      long[] labels = file.array("labels").orElseThrow().longs();
      return new Images(
          Shape.of(1, 28, 28), pixels, Arrays.stream(labels).mapToInt(Math::toIntExact).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException("the class path can be read", e);
    }
  }
}
