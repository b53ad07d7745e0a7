package preimage.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.work.Failure;

/**
 * PyTorch's state dicts, in both formats that {@code torch.save} has had: ZIP archives, and the
 * legacy row of pickles. The pickles can make tensors and plain containers and are refused, by
 * name, whatever else they ask for.
 *
 * <p>Tensors of nested dictionaries and lists come under their path, joined by dots, in the order
 * of the file, made contiguous; numbers, texts and other values are passed over.
 */
public final class TorchCheckpoint {
  /** Tensors may share storages, so all may be larger than the file, but not by much. */
  private static final long FREE = 4L << 20;

  private static final long RATIO = 8;
  private static final int DEPTH = 50;
  private static final int VISITS = 1 << 20;

  private final Source source;
  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
  private int visits;

  private TorchCheckpoint(Source source) {
    this.source = source;
  }

  /**
   * All tensors by name.
   *
   * @throws Failure if the file is no state dict, is damaged, or asks to build anything else
   */
  public static Map<String, NdArray> read(Path path) {
    return read(path, "");
  }

  /**
   * The tensors whose names begin with {@code prefix}, such as {@code state_dict.module.}, under
   * what follows it.
   *
   * @throws Failure if there are none, or the file is no state dict, is damaged, or asks to build
   *     anything else
   */
  public static Map<String, NdArray> read(Path path, String prefix) {
    try (var source = Source.open(path)) {
      return read(source, prefix);
    }
  }

  /** As {@code read} of a path; {@code source} stays open. */
  public static Map<String, NdArray> read(Source source, String prefix) {
    var objects = new TorchObjects();
    if (Zip.begins(source)) {
      var archive = new TorchArchive(source);
      var root = Pickle.read(archive.pickle(), objects);
      return new TorchCheckpoint(source).arrays(root, prefix, archive::storage, archive.size());
    }
    var legacy = TorchLegacy.read(source, objects);
    return new TorchCheckpoint(source)
        .arrays(legacy.root(), prefix, legacy::storage, source.size());
  }

  private interface Storages {
    Source content(TorchTensor.Storage storage);
  }

  private Map<String, NdArray> arrays(Object root, String prefix, Storages storages, long size) {
    flatten("", root, 0);
    var arrays = new LinkedHashMap<String, NdArray>();
    long left = FREE + RATIO * size;
    for (var named : tensors.entrySet()) {
      if (named.getKey().startsWith(prefix)) {
        var tensor = named.getValue();
        left -= tensor.cost();
        if (left < 0) {
          throw new Failure(
              source.name()
                  + ": tensor "
                  + Source.quoted(named.getKey())
                  + " makes the tensors far larger than the file");
        }
        var content = storages.content(tensor.storage());
        arrays.put(named.getKey().substring(prefix.length()), tensor.read(content));
      }
    }
    if (arrays.isEmpty()) {
      throw new Failure(none(prefix));
    }
    return Collections.unmodifiableMap(arrays);
  }

  private void flatten(String name, Object value, int depth) {
    // Containers can hold themselves, or one another many times over.
    if (depth > DEPTH || ++visits > VISITS) {
      throw new Failure(source.name() + ": dictionaries are nested too deep or too often");
    }
    switch (value) {
      case TorchTensor tensor -> {
        if (tensors.put(name.isEmpty() ? "tensor" : name, tensor) != null) {
          throw new Failure(source.name() + ": two tensors come to be " + Source.quoted(name));
        }
      }
      case Map<?, ?> map -> map.forEach((key, item) -> flatten(join(name, key), item, depth + 1));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(join(name, i), list.get(i), depth + 1);
        }
      }
      default -> {}
    }
  }

  private static String join(String name, Object key) {
    return name.isEmpty() ? key.toString() : name + "." + key;
  }

  private String none(String prefix) {
    var some = tensors.keySet().stream().limit(3).map(Source::quoted).toList();
    return tensors.isEmpty()
        ? source.name() + " holds no tensors"
        : source.name()
            + ": no tensor begins with "
            + Source.quoted(prefix)
            + "; the first are "
            + String.join(", ", some);
  }
}
