package preimage.latent;

import preimage.spec.Misuse;

/** Ways from one latent to another. */
public enum Interpolation {
  /** Along the straight line: (1 − t)a + tb. */
  LINEAR {
    @Override
    public float[] at(double t, float[] a, float[] b) {
      return mixed(1 - t, a, t, b);
    }
  },

  /**
   * Along the great circle: sin((1 − t)Ω)/sin Ω · a + sin(tΩ)/sin Ω · b, Ω being the angle between
   * a and b. Between latents of equal norm the norm stays, as that of draws from a normal prior
   * nearly does. Where a and b have one direction, opposite ones or none, there is no one great
   * circle, and the straight line is taken.
   *
   * @see <a href="https://doi.org/10.1145/325165.325242">Shoemake, 1985</a>; for latents <a
   *     href="https://arxiv.org/abs/1609.04468">White, 2016</a>, section 2.1
   */
  SPHERICAL {
    @Override
    public float[] at(double t, float[] a, float[] b) {
      double angle = angle(a, b);
      double sine = Math.sin(angle);
      return sine < PARALLEL
          ? LINEAR.at(t, a, b)
          : mixed(Math.sin((1 - t) * angle) / sine, a, Math.sin(t * angle) / sine, b);
    }
  };

  /** A sine below which the quotients lose more digits than the circle differs from the line. */
  private static final double PARALLEL = 1e-6;

  /** The latent at {@code t} in [0, 1]; a at 0 and b at 1, exactly. */
  public abstract float[] at(double t, float[] a, float[] b);

  /**
   * Latents in equal steps of t, a first and b last.
   *
   * @throws Misuse if {@code count} is below 2 or the latents have not the same dimension
   */
  public float[][] path(float[] a, float[] b, int count) {
    refuse(count);
    if (a.length != b.length) {
      throw new Misuse(
          "latents of " + a.length + " and " + b.length + " components have no way between them");
    }
    var path = new float[count][];
    for (int i = 0; i < count; i++) {
      path[i] = at((double) i / (count - 1), a, b);
    }
    return path;
  }

  /**
   * Looks whether so many latents could make up a {@link #path}.
   *
   * @throws Misuse if they could not
   */
  public static void refuse(int count) {
    if (count < 2) {
      throw new Misuse("steps must be at least 2, the two ends, but were " + count);
    }
  }

  private static float[] mixed(double alpha, float[] a, double beta, float[] b) {
    var sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (alpha * a[i] + beta * b[i]);
    }
    return sum;
  }

  /** By the half angle's tangent, which is exact where the cosine is flat; 0 of a zero vector. */
  private static double angle(float[] a, float[] b) {
    double lengthA = length(a);
    double lengthB = length(b);
    double apart = 0;
    double together = 0;
    for (int i = 0; i < a.length; i++) {
      double x = a[i] * lengthB;
      double y = b[i] * lengthA;
      apart += (x - y) * (x - y);
      together += (x + y) * (x + y);
    }
    return 2 * Math.atan2(Math.sqrt(apart), Math.sqrt(together));
  }

  private static double length(float[] a) {
    double sum = 0;
    for (float value : a) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
