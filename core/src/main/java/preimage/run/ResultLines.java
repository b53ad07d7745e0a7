package preimage.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.NpzFile;
import preimage.work.Atomically;

/**
 * Lines of JSON that say what an {@code .npz} holds: one for each item, with its number and all
 * that has one value an item.
 *
 * @param item what an item is called
 */
record ResultLines(Path npz, String item) {
  /** Writes them to {@code file}. */
  void write(Path file) {
    Atomically.write(file, this::write);
  }

  private void write(OutputStream out) throws IOException {
    try (var arrays = NpzFile.open(npz)) {
      var columns = columns(arrays);
      int n = count(arrays);
      for (int i = 0; i < n; i++) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put(item, i);
        for (var column : columns.entrySet()) {
          facts.put(column.getKey(), column.getValue().apply(i));
        }
        out.write(Journal.line(facts).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static int count(NpzFile npz) {
    var first = npz.names().getFirst();
    return npz.isText(first) ? npz.strings(first).size() : npz.array(first).shape().getFirst();
  }

  private static Map<String, IntFunction<Object>> columns(NpzFile npz) {
    var columns = new LinkedHashMap<String, IntFunction<Object>>();
    for (var name : npz.names()) {
      if (npz.isText(name)) {
        columns.put(name, npz.strings(name)::get);
      } else if (npz.array(name).shape().size() == 1) {
        columns.put(name, numbers(npz.array(name)));
      }
    }
    return columns;
  }

  private static IntFunction<Object> numbers(Npy column) {
    var array = whole(column);
    if (column.type().isFloating()) {
      double[] values = array.doubles();
      return i -> values[i];
    }
    long[] values = array.longs();
    return i -> values[i];
  }

  static NdArray whole(Npy column) {
    return column.block(0, column.shape().getFirst());
  }
}
