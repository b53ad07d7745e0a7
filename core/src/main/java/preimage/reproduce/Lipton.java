package preimage.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import preimage.Catalogs;
import preimage.data.Images;
import preimage.io.NdArray;
import preimage.latent.Recovered;
import preimage.latent.Recovery;
import preimage.latent.Sampling;
import preimage.latent.Targets;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.work.Progress;

/**
 * What the tables and figures of Lipton and Tripathi, 2017, have in common: the ways to search,
 * from the same start each, and generated targets whose latents are known.
 */
final class Lipton {
  static final String PAPER = "Lipton and Tripathi, Precise Recovery of Latent Vectors, 2017";
  private static final String MODEL = "fashion-dcgan";

  /** A rate that changes no number. */
  private static final double NO_MOVE = 1e-30;

  private Lipton() {}

  /** The rows of the tables. */
  enum Row {
    NONE,
    STANDARD,
    STOCHASTIC,
    OURS;

    /**
     * As the paper and its code describe it: plain gradient descent.
     *
     * @param ours the spec of the last row, which takes its own steps
     */
    Recovery recovery(int updates, String ours) {
      return this == OURS ? Catalogs.RECOVERIES.parse(ours) : descent(updates);
    }

    /** After no update it is where it began. */
    private Recovery descent(int updates) {
      double rate = updates == 0 ? NO_MOVE : 1;
      return Catalogs.RECOVERIES.parse(
          ("recovery(start=prior, solver=gradient-descent(rate=%s, steps=%s,"
                  + " schedule=halving(every=50000)), restarts=1, enough=0, clip=%s, refine=false)")
              .formatted(rate, Math.max(1, updates), this));
    }

    /** The same with all its defaults. */
    String recipe(int updates, String ours) {
      return Catalogs.RECOVERIES.describe(recovery(updates, ours));
    }

    String label() {
      return this == OURS ? "ours" : this == NONE ? "no clipping" : this + " clipping";
    }

    /** How long a target takes, roughly, in forward-equivalents. */
    double effort(int updates) {
      return this == OURS ? 2_000 : 2. * updates;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static String model(Plan plan) {
    return plan.model().orElse(MODEL);
  }

  /** The model and how many targets, as the provenance has them. */
  static SequencedMap<String, Object> words(Plan plan, int samples) {
    var words = new LinkedHashMap<String, Object>();
    words.put("model", model(plan));
    words.put("model-sha256", Models.sha256(model(plan)));
    words.put("samples", samples);
    return words;
  }

  /** The same, and each row's method. */
  static SequencedMap<String, Object> words(Plan plan, Effort effort, String ours) {
    var words = words(plan, effort.samples());
    var methods = new LinkedHashMap<String, Object>();
    for (var row : Row.values()) {
      methods.put(row.toString(), row.recipe(effort.updates(), ours));
    }
    words.put(Reproduction.METHODS, methods);
    return words;
  }

  /** Generated images and their latents. */
  record Generated(Images images, float[][] latents) {
    /** Those of a block: the same for every row. */
    static Generated of(Generator generator, Block block) {
      var all = Sampling.latents(generator, block.to(), block.seed());
      var labels = Sampling.turns(generator, block.to());
      var latents = Arrays.copyOfRange(all, block.from(), block.to());
      var mine = labels.length == 0 ? labels : Arrays.copyOfRange(labels, block.from(), block.to());
      return new Generated(Sampling.images(generator, latents, mine), latents);
    }

    /** Recovers them: what {@link Lipton#result} gives, and {@code error} (n), ‖z − z′‖²/d. */
    Result recover(Generator generator, Recovery method, Block block, Progress progress) {
      var found = method.recover(generator, Targets.of(images), block.draws(), progress);
      return result(found).with("error", found.errors(latents));
    }
  }

  /** ‖a − b‖²/d. */
  static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double off = (double) a[j] - b[j];
      sum += off * off;
    }
    return sum / a.length;
  }

  /** What was found: {@code loss} and {@code cost} (n), {@code z} (n, d). */
  static Result result(Recovered found) {
    double[] costs = Arrays.stream(found.costs()).asDoubleStream().toArray();
    return Result.empty().with("loss", found.loss()).with("cost", costs).with("z", rows(found.z()));
  }

  private static NdArray rows(float[][] z) {
    return NdArray.of(flat(z), z.length, z[0].length);
  }

  /** All rows, one after the other. */
  static float[] flat(float[][] rows) {
    int d = rows[0].length;
    var flat = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * d, d);
    }
    return flat;
  }

  /** The cells' latents, one a row. */
  static List<float[]> latents(List<Result> results) {
    var all = new ArrayList<float[]>();
    for (var result : results) {
      var z = result.array("z");
      int d = z.shape().get(1);
      float[] flat = z.floats();
      for (int from = 0; from < flat.length; from += d) {
        all.add(Arrays.copyOfRange(flat, from, from + d));
      }
    }
    return all;
  }
}
