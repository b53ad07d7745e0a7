package preimage.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import preimage.work.Atomically;
import preimage.work.Failure;

/**
 * A {@code .safetensors} file: named tensors and a few words about them. Equal contents, in equal
 * order, make equal files.
 *
 * @param metadata texts by name
 * @param tensors by name, in the order of the file's header
 */
public record Safetensors(Map<String, String> metadata, Map<String, NdArray> tensors) {
  /**
   * What a file says of itself before its values.
   *
   * @param metadata texts by name
   * @param tensors by name, in the order of the file
   */
  public record Header(Map<String, String> metadata, Map<String, Entry> tensors) {
    public Header {
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** The number of values of all tensors together. */
    public long count() {
      return tensors.values().stream().mapToLong(entry -> Sizes.product(entry.shape(), 1)).sum();
    }
  }

  /**
   * One tensor of a file.
   *
   * @param dtype the format's name of its type, such as {@code F32}
   * @param offset of its first byte, from the start of the file
   * @param length in bytes
   */
  public record Entry(String dtype, List<Integer> shape, long offset, long length) {
    public Entry {
      shape = List.copyOf(shape);
    }
  }

  public Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** The tensor of that name. */
  public Optional<NdArray> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /**
   * Reads the header alone, which is quick however large the file.
   *
   * @throws Failure if the header is damaged or does not fit the file
   */
  public static Header header(Path path) {
    try (var source = Source.open(path)) {
      return SafetensorsHeader.read(source);
    }
  }

  /**
   * Reads all of it.
   *
   * @throws Failure if the file is damaged, or holds types that cannot be read, such as 8-bit
   *     floats
   */
  public static Safetensors read(Path path) {
    try (var source = Source.open(path)) {
      return read(source);
    }
  }

  /** As {@code read} of a path; {@code source} stays open. */
  public static Safetensors read(Source source) {
    var header = SafetensorsHeader.read(source);
    var tensors = new LinkedHashMap<String, NdArray>();
    header.tensors().forEach((name, entry) -> tensors.put(name, tensor(source, name, entry)));
    return new Safetensors(header.metadata(), tensors);
  }

  private static NdArray tensor(Source source, String name, Entry entry) {
    var encoding =
        Optional.ofNullable(SafetensorsHeader.ENCODINGS.get(entry.dtype()))
            .orElseThrow(() ->
                new Failure(
                    source.name()
                        + ": tensor "
                        + Source.quoted(name)
                        + " has type "
                        + Source.quoted(entry.dtype())
                        + ", which cannot be read"));
    var raw = source.read(entry.offset(), entry.length(), "tensor " + Source.quoted(name));
    var bytes = encoding.decoded(raw, source, entry.offset());
    return new NdArray(encoding.type(), entry.shape(), bytes);
  }

  /**
   * Writes the file, all of it or nothing.
   *
   * @throws Failure if it cannot be written
   */
  public void write(Path path) {
    var header = SafetensorsHeader.written(this);
    var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
    Atomically.write(
        path,
        out -> {
          out.write(length.array());
          out.write(header);
          for (var tensor : SafetensorsHeader.placed(tensors)) {
            out.write(tensor.getValue().bytes());
          }
        });
  }
}
