package preimage.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import preimage.io.NdArray;
import preimage.net.Stored;
import preimage.spec.Misuse;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.tensor.Weights;

/** The weights that a training's state is made of, by name. */
record Parts(SequencedMap<String, Weights> byName) {
  /** Whether no value is infinite or NaN. */
  boolean finite() {
    return byName.values().stream().allMatch(Weights::finite);
  }

  /** All of them, each named by its part and its name there. */
  SequencedMap<String, NdArray> arrays() {
    var all = new LinkedHashMap<String, NdArray>();
    byName.forEach((part, weights) ->
        Stored.arrays(weights.asMap()).forEach((name, a) -> all.put(part + "." + name, a)));
    return all;
  }

  /**
   * Overwrites all by what {@link #arrays} gave.
   *
   * @throws Misuse if an array is missing or has another shape
   */
  void restore(Map<String, NdArray> arrays) {
    byName.forEach((part, weights) ->
        Scope.run(() -> {
          var mine = new LinkedHashMap<String, Tensor>();
          weights.asMap().forEach((name, w) -> mine.put(name, like(w, part + "." + name, arrays)));
          weights.assign(mine);
        }));
  }

  private static Tensor like(Tensor weight, String name, Map<String, NdArray> arrays) {
    var array = arrays.get(name);
    if (array == null) {
      throw new Misuse("there is no tensor " + name);
    }
    Tensor tensor = Stored.tensor(array);
    if (!Arrays.equals(tensor.shape(), weight.shape())) {
      throw new Misuse(
          "%s must be %s but is %s"
              .formatted(name, Arrays.toString(weight.shape()), array.shape()));
    }
    return tensor;
  }
}
