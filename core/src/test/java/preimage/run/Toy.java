package preimage.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Images;
import preimage.data.InMemory;
import preimage.net.Condition;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.work.Progress;
import preimage.work.Stop;

/** Trainings that take a moment. */
final class Toy {
  static final String TRAINING =
      "gan(backbone=mlp(hidden=[8]), prior=normal(dimension=3), batch=4)";
  static final int STEPS = 50;

  private Toy() {}

  /** Random images of {@code size} pixels with labels 0, 1, 2 in turn. */
  static Dataset data(int count, int size, long seed) {
    var shape = Shape.of(1, size, size);
    var pixels =
        Scope.call(() -> Rng.of(seed).uniform(shape, 0, 1, Rng.samples(0, count)).toArray());
    var labels = IntStream.range(0, count).map(i -> i % 3).toArray();
    return new InMemory("toy", new Images(shape, pixels, labels));
  }

  static Dataset data() {
    return data(26, 4, 1);
  }

  static GanRecipe recipe(String training, long steps) {
    return new GanRecipe(Catalogs.TRAININGS.parse(training), "toy", new Condition.None(), steps, 5);
  }

  static Ended train(Path folder, boolean resume, GanRecipe recipe) {
    return train(folder, resume, recipe, Progress.silent(), Stop.never());
  }

  static Ended train(Path folder, boolean resume, GanRecipe recipe, Progress progress, Stop stop) {
    return new GanRun(recipe, new GanFolder(folder), resume, 15).train(data(), progress, stop);
  }

  /** The bytes of all files below {@code folder}, as hexadecimal text, by path. */
  static SequencedMap<String, String> files(Path folder) {
    var all = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var bytes = Files.readAllBytes(file);
        all.put(folder.relativize(file).toString(), HexFormat.of().formatHex(bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
