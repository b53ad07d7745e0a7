package preimage.net;

import java.util.Arrays;
import java.util.List;
import preimage.spec.Misuse;
import preimage.tensor.Shape;

/**
 * A network without weights: what goes in, and the layers.
 *
 * <p>Its text is the input's sizes and the layers' spec: {@code 1x28x28 conv(out=64).then(relu)}.
 */
public record Architecture(Shape input, Layer layer) {
  /** Checks that the layers fit each other, and that their sizes can be counted. */
  public Architecture {
    try {
      layer.output(input);
      layer.parameters(input);
    } catch (ArithmeticException _) {
      throw new Misuse("layers of such sizes hold more values than can be counted");
    }
  }

  public Architecture(Shape input, Layer... layers) {
    this(input, new Sequence(layers));
  }

  /** The shape of one sample that comes out. */
  public Shape output() {
    return layer.output(input);
  }

  /** The weights of all layers, named by their place. */
  public List<Parameter> parameters() {
    return layer.parameters(input);
  }

  /** The number of learned values. */
  public long size() {
    return parameters().stream()
        .filter(p -> p.role().learned())
        .mapToLong(p -> p.shape().count())
        .sum();
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws Misuse if the text is no architecture, or its layers do not fit
   */
  public static Architecture parse(String text) {
    var parts = text.strip().split("\\s+", 2);
    if (parts.length < 2) {
      throw new Misuse(
          "expected sizes and layers, such as '100 linear(out=10)', not '" + text + "'");
    }
    return new Architecture(sizes(parts[0]), Layers.ALL.parse(parts[1]));
  }

  /**
   * Reads sizes such as {@code 1x28x28}.
   *
   * @throws Misuse if the text is none
   */
  public static Shape sizes(String text) {
    if (!text.matches("[1-9]\\d{0,6}([x×][1-9]\\d{0,6}){0,3}")) {
      throw new Misuse("expected sizes such as 1x28x28, not '" + text + "'");
    }
    return new Shape(Arrays.stream(text.split("[x×]")).map(Integer::valueOf).toList());
  }

  @Override
  public String toString() {
    return input.toString().replace('×', 'x') + " " + Layers.ALL.format(layer);
  }
}
