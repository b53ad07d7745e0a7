package preimage.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a pickle of PyTorch's may ask to make: storages, tensors, parameters as tensors, and
 * plain containers.
 */
final class TorchObjects implements Pickle.Maker {
  private static final String TENSOR = "torch._utils._rebuild_tensor";
  private static final String TENSOR_2 = "torch._utils._rebuild_tensor_v2";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final String PARAMETER_WITH_STATE = "torch._utils._rebuild_parameter_with_state";
  private static final String ORDERED = "collections.OrderedDict";

  /** How old protocols spell bytes: a text and the name of an encoding. */
  private static final String BYTES = "_codecs.encode";

  private static final Set<String> LISTS = Set.of("torch.Size", "builtins.set", "__builtin__.set");
  private static final Set<String> CALLABLE =
      Set.of(TENSOR, TENSOR_2, PARAMETER, PARAMETER_WITH_STATE, ORDERED, BYTES);
  private static final int DIMENSIONS = 64;

  private static final Map<String, NdArray.Type> STORAGES =
      Map.of(
          "torch.HalfStorage", NdArray.Type.FLOAT16,
          "torch.BFloat16Storage", NdArray.Type.BFLOAT16,
          "torch.FloatStorage", NdArray.Type.FLOAT32,
          "torch.DoubleStorage", NdArray.Type.FLOAT64,
          "torch.CharStorage", NdArray.Type.INT8,
          "torch.ByteStorage", NdArray.Type.UINT8,
          "torch.ShortStorage", NdArray.Type.INT16,
          "torch.IntStorage", NdArray.Type.INT32,
          "torch.LongStorage", NdArray.Type.INT64,
          "torch.BoolStorage", NdArray.Type.BOOL);

  /** A name that stands for something that can be made. */
  private record Named(String name) {}

  private final Map<String, TorchTensor.Storage> storages = new LinkedHashMap<>();

  /** The items of all OrderedDicts. */
  private long ordered;

  /** The storages that tensors were made of, by key. */
  Map<String, TorchTensor.Storage> storages() {
    return Collections.unmodifiableMap(storages);
  }

  @Override
  public Object named(String name, PickleInput in, long at) {
    var type = STORAGES.get(name);
    if (type != null) {
      return type;
    }
    if (LISTS.contains(name) || CALLABLE.contains(name)) {
      return new Named(name);
    }
    throw in.refusal(
        "asks to build "
            + Source.quoted(name)
            + ", which a weights file has no need of"
            + advice(name));
  }

  private static String advice(String name) {
    if (name.startsWith("torch.nn.") || name.startsWith("__main__.")) {
      return "; save the module's state_dict() instead";
    }
    return name.startsWith("torch.") ? "; only dense tensors of real numbers can be read" : "";
  }

  @Override
  public Object called(Object named, List<?> arguments, PickleInput in, long at) {
    var name = named instanceof Named known ? known.name : "";
    return switch (name) {
      case TENSOR -> tensor(arguments, 4, in, at);
      case TENSOR_2 -> tensor(arguments, 6, in, at);
      case PARAMETER, PARAMETER_WITH_STATE -> parameter(arguments, in, at);
      case ORDERED -> ordered(arguments, in, at);
      case BYTES -> arguments;
      default -> {
        if (!LISTS.contains(name)) {
          throw in.failure(at, "the pickle calls what is not a function");
        }
        // Not copied: a pickle can ask for many lists of one long list that it remembers.
        yield arguments.isEmpty()
            ? List.of()
            : Collections.unmodifiableList(list(arguments, 0, in, at));
      }
    };
  }

  /**
   * A storage: ('storage', type, key, device, count) and in the legacy format, if it is a view of
   * another, (key, offset, count) of the view.
   */
  @Override
  public Object outside(Object id, PickleInput in, long at) {
    if (!(id instanceof List<?> parts)
        || parts.size() < 5
        || !"storage".equals(parts.get(0))
        || !(parts.get(1) instanceof NdArray.Type type)
        || !(parts.get(2) instanceof String key)) {
      throw in.failure(at, "a storage of a common type was expected");
    }
    var storage = new TorchTensor.Storage(key, type, whole(parts, 4, in, at));
    var known = storages.putIfAbsent(key, storage);
    if (known != null && !known.equals(storage)) {
      throw in.failure(at, "storage " + Source.quoted(key) + " has two types or sizes");
    }
    long start = 0;
    if (parts.size() > 5 && parts.get(5) instanceof List<?> view && view.size() == 3) {
      start = whole(view, 1, in, at);
    }
    return new TorchTensor(storage, start, List.of(), new long[0]);
  }

  private static TorchTensor tensor(List<?> arguments, int fewest, PickleInput in, long at) {
    if (arguments.size() < fewest || !(arguments.getFirst() instanceof TorchTensor base)) {
      throw in.failure(at, "a tensor should be made of storage, offset, sizes and strides");
    }
    var sizes = list(arguments, 2, in, at);
    var strides = list(arguments, 3, in, at);
    if (sizes.size() != strides.size() || sizes.size() > DIMENSIONS) {
      throw in.failure(at, "a tensor needs as many strides as sizes, 64 at most");
    }
    var shape = new ArrayList<Integer>();
    var steps = new long[sizes.size()];
    for (int d = 0; d < steps.length; d++) {
      long size = whole(sizes, d, in, at);
      if (size > Integer.MAX_VALUE) {
        throw in.failure(at, "a tensor with a size of " + size);
      }
      shape.add((int) size);
      steps[d] = whole(strides, d, in, at);
    }
    // Both are below 2⁶², so the sum cannot wrap.
    long start = base.start() + whole(arguments, 1, in, at);
    return new TorchTensor(base.storage(), start, List.copyOf(shape), steps)
        .checked(sentence -> in.failure(at, sentence));
  }

  private static Object parameter(List<?> arguments, PickleInput in, long at) {
    if (arguments.isEmpty() || !(arguments.getFirst() instanceof TorchTensor tensor)) {
      throw in.failure(at, "a parameter should be made of a tensor");
    }
    return tensor;
  }

  private Object ordered(List<?> arguments, PickleInput in, long at) {
    var map = new LinkedHashMap<Object, Object>();
    List<?> items = arguments.isEmpty() ? List.of() : list(arguments, 0, in, at);
    // Every item took a byte at least, unless the pickle hands in again what it remembers.
    ordered += items.size();
    if (ordered > at) {
      throw in.failure(at, "OrderedDicts are made of more items than the pickle has bytes");
    }
    for (var item : items) {
      if (!(item instanceof List<?> pair) || pair.size() != 2 || !(pair.get(0) instanceof String)) {
        throw in.failure(at, "an OrderedDict should be made of names and values");
      }
      map.put(pair.get(0), pair.get(1));
    }
    return map;
  }

  private static List<?> list(List<?> arguments, int index, PickleInput in, long at) {
    if (arguments.get(index) instanceof List<?> list) {
      return list;
    }
    throw in.failure(at, "a list of sizes, strides or items was expected");
  }

  private static long whole(List<?> list, int index, PickleInput in, long at) {
    if (list.get(index) instanceof Long value && value >= 0 && value < 1L << 62) {
      return value;
    }
    throw in.failure(at, "sizes, strides and offsets should be whole numbers from 0");
  }
}
