package preimage.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.work.Failure;

/** The JSON before the values of a safetensors file, read with suspicion and written in order. */
final class SafetensorsHeader {
  private static final String METADATA = "__metadata__";

  /** The format's own limit. */
  private static final long LONGEST = 100_000_000;

  private static final int START = 8;
  private static final int DIMENSIONS = 64;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static final Map<String, Encoding> ENCODINGS =
      Map.ofEntries(
          Map.entry("F16", Encoding.of(NdArray.Type.FLOAT16)),
          Map.entry("BF16", Encoding.of(NdArray.Type.BFLOAT16)),
          Map.entry("F32", Encoding.of(NdArray.Type.FLOAT32)),
          Map.entry("F64", Encoding.of(NdArray.Type.FLOAT64)),
          Map.entry("I8", Encoding.of(NdArray.Type.INT8)),
          Map.entry("U8", Encoding.of(NdArray.Type.UINT8)),
          Map.entry("I16", Encoding.of(NdArray.Type.INT16)),
          Map.entry("I32", Encoding.of(NdArray.Type.INT32)),
          Map.entry("I64", Encoding.of(NdArray.Type.INT64)),
          Map.entry("BOOL", Encoding.of(NdArray.Type.BOOL)),
          Map.entry("U16", Encoding.unsigned(2)),
          Map.entry("U32", Encoding.unsigned(4)),
          Map.entry("U64", Encoding.unsigned(8)));

  private final Source source;
  private final long values;

  private SafetensorsHeader(Source source, long values) {
    this.source = source;
    this.values = values;
  }

  static Safetensors.Header read(Source source) {
    long length = source.buffer(0, START, "the header's length").getLong();
    if (length < 0 || length > LONGEST) {
      throw source.failure(
          0,
          "expected a safetensors file; a header of "
              + Long.toUnsignedString(length)
              + " bytes cannot be");
    }
    var bytes = source.read(START, length, "the header");
    if (length == 0 || bytes[0] != '{') {
      throw source.failure(START, "the header should begin with {");
    }
    return new SafetensorsHeader(source, START + length).header(parsed(source, bytes));
  }

  private static JsonNode parsed(Source source, byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      long at = place == null ? 0 : Math.max(0, place.getByteOffset());
      throw source.failure(START + at, "the header should be JSON without repeated names");
    } catch (IOException e) {
      throw source.failure(START, "the header should be JSON");
    }
  }

  private Safetensors.Header header(JsonNode root) {
    var metadata = new LinkedHashMap<String, String>();
    var tensors = new LinkedHashMap<String, Safetensors.Entry>();
    for (var field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        for (var text : field.getValue().properties()) {
          if (!text.getValue().isTextual()) {
            throw failure(METADATA, "should hold texts only");
          }
          metadata.put(text.getKey(), text.getValue().textValue());
        }
      } else {
        tensors.put(field.getKey(), entry(field.getKey(), field.getValue()));
      }
    }
    checkPlaces(tensors);
    return new Safetensors.Header(metadata, tensors);
  }

  private Safetensors.Entry entry(String name, JsonNode node) {
    var dtype = node.path("dtype");
    var offsets = node.path("data_offsets");
    if (!dtype.isTextual() || offsets.size() != 2 || !node.path("shape").isArray()) {
      throw failure(name, "should have dtype, shape and two data_offsets");
    }
    var shape = new ArrayList<Integer>();
    for (var size : node.path("shape")) {
      if (!size.isInt() || size.intValue() < 0 || shape.size() == DIMENSIONS) {
        throw failure(name, "should have sizes from 0 to 2147483647, 64 at most");
      }
      shape.add(size.intValue());
    }
    long from = offset(name, offsets.path(0));
    long to = offset(name, offsets.path(1));
    var encoding = ENCODINGS.get(dtype.textValue());
    if (to < from || (encoding != null && Sizes.product(shape, encoding.width()) != to - from)) {
      throw failure(
          name,
          "of type "
              + Source.quoted(dtype.textValue())
              + " and sizes "
              + shape
              + " does not take bytes "
              + from
              + " to "
              + to);
    }
    return new Safetensors.Entry(dtype.textValue(), shape, values + from, to - from);
  }

  private long offset(String name, JsonNode node) {
    if (!node.canConvertToLong()
        || !node.isIntegralNumber()
        || node.longValue() < 0
        || node.longValue() > source.size() - values) {
      throw failure(
          name, "should have data_offsets in the file, which ends at byte " + source.size());
    }
    return node.longValue();
  }

  /** The format wants the values one after another: nothing shared, nothing left over. */
  private void checkPlaces(Map<String, Safetensors.Entry> tensors) {
    long at = values;
    var inOrder =
        tensors.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, Safetensors.Entry> tensor) -> tensor.getValue().offset())
                    .thenComparingLong(tensor -> tensor.getValue().length()))
            .toList();
    for (var tensor : inOrder) {
      if (tensor.getValue().offset() != at) {
        throw failure(
            tensor.getKey(), "starts at byte " + tensor.getValue().offset() + ", not at " + at);
      }
      at += tensor.getValue().length();
    }
    if (at != source.size()) {
      throw source.failure(at, "the tensors end here but the file at byte " + source.size());
    }
  }

  private Failure failure(String name, String words) {
    return source.failure(START, "in the header, " + Source.quoted(name) + " " + words);
  }

  /**
   * The tensors in the order in which their values are placed: wide types first, so that all lie
   * even.
   */
  static List<Map.Entry<String, NdArray>> placed(Map<String, NdArray> tensors) {
    return tensors.entrySet().stream()
        .sorted(Comparator.comparingInt(tensor -> -tensor.getValue().type().bytes()))
        .toList();
  }

  /** The JSON of these tensors, filled up with spaces to a multiple of 8 bytes. */
  static byte[] written(Safetensors file) {
    var offsets = new LinkedHashMap<String, Long>();
    long at = 0;
    for (var tensor : placed(file.tensors())) {
      offsets.put(tensor.getKey(), at);
      at += tensor.getValue().bytes().length;
    }
    var root = JSON.createObjectNode();
    if (!file.metadata().isEmpty()) {
      var metadata = root.putObject(METADATA);
      file.metadata().forEach(metadata::put);
    }
    file.tensors()
        .forEach((name, tensor) -> {
          var node = root.putObject(name);
          node.put("dtype", dtype(tensor.type()));
          var shape = node.putArray("shape");
          tensor.shape().forEach(shape::add);
          long from = offsets.getOrDefault(name, 0L);
          node.putArray("data_offsets").add(from).add(from + tensor.bytes().length);
        });
    return padded(root.toString());
  }

  private static byte[] padded(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    var padded = Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, START) * START);
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    return padded;
  }

  private static String dtype(NdArray.Type type) {
    return switch (type) {
      case FLOAT16 -> "F16";
      case BFLOAT16 -> "BF16";
      case FLOAT32 -> "F32";
      case FLOAT64 -> "F64";
      case INT8 -> "I8";
      case UINT8 -> "U8";
      case INT16 -> "I16";
      case INT32 -> "I32";
      case INT64 -> "I64";
      case BOOL -> "BOOL";
    };
  }
}
