package preimage.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import preimage.net.Architecture;

class ProductsTest {
  @Test
  void countsADiscriminatorsLayers() {
    var layers =
        "1x28x28 conv(out=64, kernel=4, stride=2, pad=1, bias=false).then(leaky-relu)"
            + ".then(conv(out=128, kernel=4, stride=2, pad=1, bias=false)).then(flatten)"
            + ".then(linear(out=1))";
    // Output pixels times channels out, channels in and the kernel's area.
    long first = 14 * 14 * 64 * 16;
    long second = 7 * 7 * 128 * 64 * 16;
    var products = Products.of(Architecture.parse(layers));
    assertEquals(new Products(first + second + 128 * 7 * 7, first), products);
    assertEquals(19_687_808, products.learning());
  }

  @Test
  void countsAGeneratorsLayersFromAVector() {
    var layers =
        "100 deconv(out=128, kernel=7, stride=1, pad=0, bias=false).then(relu)"
            + ".then(deconv(out=64, kernel=4, stride=2, pad=1, bias=false))"
            + ".then(deconv(out=1, kernel=4, stride=2, pad=1, bias=false)).then(tanh)";
    // Input pixels times channels in, channels out and the kernel's area.
    long first = 100 * 128 * 49;
    assertEquals(
        new Products(first + 49 * 128 * 64 * 16 + 196 * 64 * 16, first),
        Products.of(Architecture.parse(layers)));
  }
}
