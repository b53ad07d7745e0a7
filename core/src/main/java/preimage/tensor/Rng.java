package preimage.tensor;

import java.util.stream.LongStream;

/**
 * Random numbers that depend on nothing but (seed, purpose, step, sample): the draws of sample 17
 * are the same whatever the batch it is in, the number of threads, or what was drawn before.
 *
 * @param seed the user's seed
 * @param purpose what the numbers are for, so that two uses never share any
 * @param step a moment in time, 0 to 2³² − 1
 */
public record Rng(long seed, String purpose, long step) {
  /** 2⁻²⁴: float32 holds every multiple of it in [0, 1). */
  private static final float UNIT = 0x1p-24f;

  /** The root of all numbers of one seed. */
  public static Rng of(long seed) {
    return new Rng(seed, "", 0);
  }

  /** The numbers for a part of this purpose. */
  public Rng purpose(String part) {
    return new Rng(seed, purpose + "/" + part, step);
  }

  public Rng step(long moment) {
    return new Rng(seed, purpose, moment);
  }

  /** Uniform on [lower, upper): (n, …), one row for each of {@code samples}. */
  public Tensor uniform(Shape shape, double lower, double upper, long... samples) {
    var values = new float[samples.length * shape.count()];
    for (int i = 0; i < samples.length; i++) {
      uniform(samples[i], values, i * shape.count(), shape.count());
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (lower + (upper - lower) * values[i]);
    }
    return Tensor.of(values, shape.batch(samples.length));
  }

  /** Standard normal: (n, …), one row for each of {@code samples}, by Box and Muller. */
  public Tensor normal(Shape shape, long... samples) {
    int size = shape.count();
    var values = new float[samples.length * size];
    var uniform = new float[size + size % 2];
    for (int i = 0; i < samples.length; i++) {
      uniform(samples[i], uniform, 0, uniform.length);
      for (int j = 0; j < size; j += 2) {
        // 1 − u lies in (0, 1], where the logarithm is finite.
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform[j]));
        double angle = 2 * Math.PI * uniform[j + 1];
        values[i * size + j] = (float) (radius * StrictMath.cos(angle));
        if (j + 1 < size) {
          values[i * size + j + 1] = (float) (radius * StrictMath.sin(angle));
        }
      }
    }
    return Tensor.of(values, shape.batch(samples.length));
  }

  /** A random order of 0 … n − 1, by Fisher and Yates. */
  public int[] permutation(int n) {
    var order = new int[n];
    var words = new int[4];
    long key = key();
    for (int i = 0; i < n; i++) {
      counter(words, i, 0);
      Philox.scramble(words, key);
      long word = (words[0] & 0xFFFFFFFFL) << 31 | (words[1] & 0x7FFFFFFFL);
      int j = (int) (word % (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The numbers {@code from} … {@code to} − 1, to name samples by. */
  public static long[] samples(long from, long to) {
    return LongStream.range(from, to).toArray();
  }

  private void uniform(long sample, float[] into, int offset, int count) {
    var words = new int[4];
    long key = key();
    for (int i = 0; i < count; i += 4) {
      counter(words, sample, i / 4);
      Philox.scramble(words, key);
      for (int j = 0; j < 4 && i + j < count; j++) {
        into[offset + i + j] = (words[j] >>> 8) * UNIT;
      }
    }
  }

  private void counter(int[] words, long sample, int block) {
    words[0] = block;
    words[1] = (int) step;
    words[2] = (int) sample;
    words[3] = (int) (sample >>> 32);
  }

  private long key() {
    long key = mix(seed);
    for (int i = 0; i < purpose.length(); i++) {
      key = mix(key ^ purpose.charAt(i));
    }
    return key;
  }

  /** A bijection that spreads each bit over all (Stafford's variant 13, as in SplitMix64). */
  private static long mix(long z) {
    z = (z + 0x9E3779B97F4A7C15L ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
