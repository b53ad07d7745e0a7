package preimage.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import preimage.io.NdArray;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

/** Tensors as arrays on the heap, as files hold them, and back. */
public final class Stored {
  private Stored() {}

  /** The values of {@code tensors} as float32. */
  public static SequencedMap<String, NdArray> arrays(Map<String, Tensor> tensors) {
    return Scope.withoutGradient(() -> {
      var arrays = new LinkedHashMap<String, NdArray>();
      tensors.forEach((name, t) -> arrays.put(name, array(t)));
      return arrays;
    });
  }

  /** The values of {@code tensor} as float32. */
  public static NdArray array(Tensor tensor) {
    var shape = new int[tensor.rank()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(tensor.size(i));
    }
    return NdArray.of(tensor.toArray(), shape);
  }

  /** The values of {@code array} as a float32 tensor. */
  public static Tensor tensor(NdArray array) {
    return Tensor.of(
        array.floats(), array.shape().stream().mapToLong(Integer::longValue).toArray());
  }

  /** The values of {@code arrays} as float32 tensors. */
  public static SequencedMap<String, Tensor> tensors(Map<String, NdArray> arrays) {
    var tensors = new LinkedHashMap<String, Tensor>();
    arrays.forEach((name, array) -> tensors.put(name, tensor(array)));
    return tensors;
  }
}
