package preimage.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/** Layers applied in turn, their weights named by position: {@code 0.weight}, {@code 1.bias}. */
public record Sequence(List<Layer> layers) implements Layer {
  public Sequence {
    layers =
        layers.stream()
            .flatMap(layer ->
                layer instanceof Sequence inner ? inner.layers.stream() : List.of(layer).stream())
            .toList();
  }

  public Sequence(Layer... layers) {
    this(List.of(layers));
  }

  @Override
  public Shape output(Shape input) {
    Shape shape = input;
    for (Layer layer : layers) {
      shape = layer.output(shape);
    }
    return shape;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    var all = new ArrayList<Parameter>();
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      var path = String.valueOf(i);
      layers.get(i).parameters(shape).forEach(p -> all.add(p.within(path)));
      shape = layers.get(i).output(shape);
    }
    return all;
  }

  @Override
  public long products(Shape input) {
    long products = 0;
    Shape shape = input;
    for (Layer layer : layers) {
      products += layer.products(shape);
      shape = layer.output(shape);
    }
    return products;
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      if (!spared(i, y)) {
        y = layers.get(i).apply(y, pass.into(String.valueOf(i)));
      }
    }
    return y;
  }

  /** Whether the values of images are put in a row for a layer that can read images themselves. */
  private boolean spared(int i, Tensor x) {
    boolean flattened = x.rank() == 4 && layers.get(i) instanceof Reshape.Flatten;
    if (!flattened || i + 1 == layers.size()) {
      return false;
    }
    var next = layers.get(i + 1);
    var reader = next instanceof SpectralNorm(Layer normalised, _) ? normalised : next;
    return reader instanceof Linear;
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    return each(x, pass)
        .map(parts -> parts.stream().reduce(Linearised.identity(x), Linearised::then));
  }

  /** Every layer at what the one before it gives, if all know their derivatives. */
  Optional<List<Linearised>> each(Tensor x, Pass pass) {
    var all = new ArrayList<Linearised>();
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      var next =
          spared(i, y)
              ? Optional.of(Linearised.identity(y))
              : layers.get(i).linearised(y, pass.into(String.valueOf(i)));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      all.add(next.get());
      y = next.get().value();
    }
    return Optional.of(all);
  }
}
