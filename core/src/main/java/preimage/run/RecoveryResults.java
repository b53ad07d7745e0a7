package preimage.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import preimage.data.Images;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.NpzFile;
import preimage.search.Outcome;
import preimage.tensor.Shape;

/** What {@code recovered.npz} holds: one number a target in memory, pictures as asked for. */
public record RecoveryResults(Path file) {
  public int count() {
    return of(npz -> npz.array("z").shape().getFirst());
  }

  /** Mean over pixels and channels of (G(c, z) − x)² on the generator's own range. */
  public double[] loss() {
    return of(npz -> whole(npz.array("loss")).doubles());
  }

  public List<Outcome> outcomes() {
    return of(npz -> npz.strings("outcome").stream().map(Outcome::valueOf).toList());
  }

  /** Forward-equivalents spent on each target. */
  public long[] costs() {
    return of(npz -> whole(npz.array("forward_equivalents")).longs());
  }

  /** ‖z − z′‖²/d where the true latents were given, else empty. */
  public double[] error() {
    return of(
        npz -> npz.names().contains("error") ? whole(npz.array("error")).doubles() : new double[0]);
  }

  /** The images of the first {@code n} recovered latents, or of all where there are fewer. */
  public Images images(int n) {
    return of(npz -> {
      var images = npz.array("image");
      var sizes = images.shape();
      var shape = Shape.of(sizes.get(1), sizes.get(2), sizes.get(3));
      return new Images(shape, images.rows(0, Math.min(n, sizes.getFirst())));
    });
  }

  /** Writes a line of JSON for each target: its number, and all that has one value a target. */
  void writeLines(OutputStream out) throws IOException {
    try (var npz = NpzFile.open(file)) {
      var columns = columns(npz);
      int n = npz.array("z").shape().getFirst();
      for (int i = 0; i < n; i++) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("target", i);
        for (var column : columns.entrySet()) {
          facts.put(column.getKey(), column.getValue().apply(i));
        }
        out.write(Journal.line(facts).getBytes(StandardCharsets.UTF_8));
      }
    }
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

  private static NdArray whole(Npy column) {
    return column.block(0, column.shape().getFirst());
  }

  private <T> T of(Function<NpzFile, T> question) {
    try (var npz = NpzFile.open(file)) {
      return question.apply(npz);
    }
  }
}
