package preimage.metric;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.net.Models;
import preimage.net.Stored;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * SqueezeNet 1.0, as its authors trained it on ImageNet: the mean over pixels of the 512 channels
 * before its last convolution, and the probabilities of 1,000 classes. Images are brought to
 * 227×227 pixels; blue comes first, of 0 to 255, less (104, 117, 123).
 *
 * @param file of arrays named {@code conv1.weight}, {@code fire2/conv1x1_1.weight} and so on
 * @see <a href="https://arxiv.org/abs/1602.07360">Iandola et al., 2016</a>
 */
public record SqueezeNet(String file) implements Extractor {
  private static final int SIDE = 227;
  private static final Shape INPUT = Shape.of(3, SIDE, SIDE);

  /** The modules whose output is pooled; 1 is the first convolution. */
  private static final Set<Integer> POOLED = Set.of(1, 4, 8);

  @Override
  public Eye open(Shape images) {
    var fit = new Fit(images, INPUT);
    var arrays = Npz.read(Path.of(file)).arrays();
    require("conv1.weight", List.of(96, 3, 7, 7), arrays.get("conv1.weight"));
    require("conv_final.weight", List.of(1000, 512, 1, 1), arrays.get("conv_final.weight"));
    layers()
        .flatMap(layer -> Stream.of(layer + ".weight", layer + ".bias"))
        .filter(name -> !arrays.containsKey(name))
        .findFirst()
        .ifPresent(name -> {
          throw new Misuse(file + " is no SqueezeNet: it lacks " + name);
        });
    return new Open(file, fit, Scope.call(() -> Weights.of(Stored.tensors(arrays))));
  }

  private static Stream<String> layers() {
    var fires =
        IntStream.rangeClosed(2, 9)
            .mapToObj(SqueezeNet::fire)
            .flatMap(fire -> Stream.of(fire + "1x1_1", fire + "1x1_2", fire + "3x3_2"));
    return Stream.concat(Stream.of("conv1", "conv_final"), fires);
  }

  private static String fire(int number) {
    return "fire" + number + "/conv";
  }

  private void require(String name, List<Integer> shape, @Nullable NdArray array) {
    if (array == null || !array.shape().equals(shape)) {
      throw new Misuse(file + " is no SqueezeNet: expected " + name + " of " + shape);
    }
  }

  private record Open(String file, Fit fit, Weights weights) implements Eye {
    @Override
    public SequencedMap<String, Object> words() {
      var words = new LinkedHashMap<String, Object>();
      words.put(Sample.EXTRACTOR, "squeezenet");
      words.put("extractor-sha256", Models.sha256(file));
      words.put(Sample.RESIZE, fit.toString());
      return words;
    }

    @Override
    public Optional<Shape> size() {
      return Optional.of(fit.to());
    }

    @Override
    public int batch() {
      return 32;
    }

    @Override
    public Seen see(Tensor pixels) {
      Tensor blue = fit.apply(pixels).flip(1).mul(255);
      Tensor x = conv(blue.sub(Tensor.of(new float[] {104, 117, 123}, 3, 1, 1)), "conv1", 2, 0);
      var maps = new ArrayList<>(List.of(x));
      for (int number = 2; number <= 9; number++) {
        x = fire(POOLED.contains(number - 1) ? x.maxPool(3, 2) : x, number);
        maps.add(x);
      }
      // Its padding adds a frame of what the bias alone gives, which the mean counts.
      Tensor scores = conv(x, "conv_final", 1, 1).flatten().reshape(x.size(0), 1000, -1).mean(2);
      long d = x.size(1);
      return new Seen(
          x.reshape(x.size(0), d, -1).mean(2), Optional.of(scores.logSoftmax(1).exp()), maps);
    }

    private Tensor fire(Tensor x, int number) {
      var name = SqueezeNet.fire(number);
      Tensor squeezed = conv(x, name + "1x1_1", 1, 0);
      return Tensor.cat(
          List.of(conv(squeezed, name + "1x1_2", 1, 0), conv(squeezed, name + "3x3_2", 1, 1)), 1);
    }

    private Tensor conv(Tensor x, String name, int stride, int pad) {
      var bias = Optional.of(weights.named(name + ".bias"));
      return x.conv2d(weights.named(name + ".weight"), bias, stride, pad).relu();
    }

    @Override
    public void close() {
      weights.close();
    }
  }
}
