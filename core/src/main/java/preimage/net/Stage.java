package preimage.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/**
 * A layer where it stands in a network.
 *
 * @param input the shape of one sample that comes in
 * @param weights the layer's own, by its own names for them
 */
record Stage(Layer layer, Shape input, Map<String, Tensor> weights) {
  Stage {
    weights = Map.copyOf(weights);
  }

  Shape output() {
    return layer.output(input);
  }

  long products() {
    return layer.products(input);
  }

  /** The stages of a sequence, or this alone. */
  List<Stage> parts() {
    if (!(layer instanceof Sequence sequence)) {
      return List.of(this);
    }
    var parts = new ArrayList<Stage>();
    Shape shape = input;
    for (int i = 0; i < sequence.layers().size(); i++) {
      parts.add(part(sequence.layers().get(i), shape, String.valueOf(i)));
      shape = parts.getLast().output();
    }
    return parts;
  }

  /** A part of this layer, whose weights are named by {@code path}. */
  Stage part(Layer part, Shape input, String path) {
    var own = new LinkedHashMap<String, Tensor>();
    part.parameters(input).forEach(p -> own.put(p.name(), weight(path + "." + p.name())));
    return new Stage(part, input, own);
  }

  Tensor weight(String name) {
    var tensor = weights.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no weight '" + name + "' among " + weights.keySet());
    }
    return tensor;
  }

  /** The weights as parts of a layer that calls this one {@code path}. */
  Map<String, Tensor> within(String path) {
    var all = new LinkedHashMap<String, Tensor>();
    weights.forEach((name, t) -> all.put(path + "." + name, t));
    return all;
  }

  /** The stages, at least one, in turn. */
  static Stage sequence(List<Stage> stages) {
    var all = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < stages.size(); i++) {
      all.putAll(stages.get(i).within(String.valueOf(i)));
    }
    var layers = stages.stream().map(Stage::layer).toList();
    return new Stage(new Sequence(layers), stages.getFirst().input, all);
  }

  /** Maps a float64 batch by float64 weights. */
  Tensor exactly(Tensor x) {
    var doubles = new LinkedHashMap<String, Tensor>();
    weights.forEach((name, t) -> doubles.put(name, t.to(Dtype.FLOAT64)));
    try (var own = Weights.of(doubles)) {
      return layer.apply(x, new Pass(own, "", false, Rng.of(0)));
    }
  }
}
