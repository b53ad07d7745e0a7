package preimage.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.latent.Certificate.Agreement;
import preimage.net.Generator;
import preimage.search.Restarts;
import preimage.spec.Misuse;
import preimage.tensor.Bundle;
import preimage.tensor.Dtype;
import preimage.tensor.Parallel;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.work.Progress;

/** Makes {@link Certificate}s, all that follows from the Jacobians in float64. */
public final class Certification {
  /** ε, the distance of 1 to the next number of the working precision. */
  static final double EPSILON = Math.ulp(1f);

  /**
   * What rounding may do to an image, ρ, is so many ε · √(‖J diag(z)‖² + m): a relative error of ε
   * in each component of the latent and an absolute one of ε in each pixel, with a margin for the
   * layers between them: three trained generators, compared with float64, needed at most 1.2.
   */
  static final double ROUNDING = 8;

  /** With a greater κ, rounding of the Jacobian is no small part of the least it can tell. */
  private static final double STEEP = 1 / (64 * EPSILON);

  /** Memory for Jacobians at one time. */
  private static final long BYTES = 8 << 20;

  private Certification() {}

  /**
   * Certificates of given latents, one a target.
   *
   * @throws Misuse if they are not as many as the targets, or not of the prior's dimension, or the
   *     targets are no images that the generator could make
   */
  public static List<Certificate> certify(
      Generator generator, Targets targets, float[][] latents, Progress progress) {
    int count = targets.count();
    if (latents.length != count) {
      throw new Misuse(latents.length + " latents cannot have " + count + " targets");
    }
    int d = generator.prior().dimension();
    return certify(
        count,
        (from, to) ->
            of(targets.aim(generator, from, to), tensor(latents, from, to, d), Optional.empty()),
        progress);
  }

  /**
   * Certificates of latents whose targets are their own images, as the generator makes them.
   *
   * @throws Misuse if the generator makes none of such latents
   */
  public static List<Certificate> certify(Generator generator, Latents latents, Progress progress) {
    latents.requireFor(generator);
    return certify(
        latents.count(),
        (from, to) -> {
          Tensor z = latents.tensor(from, to);
          var condition = latents.condition(generator, from, to);
          Tensor image = Scope.withoutGradient(() -> generator.apply(condition, z));
          return of(new Aim(generator, condition, image, from), z, Optional.empty());
        },
        progress);
  }

  private interface Chunk {
    Certified of(int from, int to);
  }

  private static List<Certificate> certify(int count, Chunk chunk, Progress progress) {
    var all = new ArrayList<Certificate>();
    try (var task = progress.start("certifying", "latents", count)) {
      Parallel.chunks(
          0,
          count,
          Recovery.chunk(count),
          (begin, end) -> chunk.of(begin, end).certificates,
          part -> {
            all.addAll(part);
            task.at(all.size());
          });
    }
    return all;
  }

  private static Tensor tensor(float[][] latents, int from, int to, int d) {
    var values = new float[(to - from) * d];
    for (int i = from; i < to; i++) {
      if (latents[i].length != d) {
        throw new Misuse(
            "this generator takes latents of %d components, not %d"
                .formatted(d, latents[i].length));
      }
      System.arraycopy(latents[i], 0, values, (i - from) * d, d);
    }
    return Tensor.of(values, to - from, d);
  }

  static double resolution(long m, long d) {
    return Math.max(m, d) * EPSILON;
  }

  /**
   * Latents, perhaps better than those that were given.
   *
   * @param point (n, d)
   */
  record Certified(Tensor point, List<Certificate> certificates) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(point);
    }
  }

  /**
   * Certificates of the best ends of a search whose starts took turns in so many classes.
   *
   * @param refinement what is done first to those that match their targets and show all directions
   */
  static Certified of(Aim aim, Restarts.Ends ends, int classes, Optional<Refinement> refinement) {
    int n = ends.winner().length;
    if (aim.generator() instanceof PixelSpace) {
      // Each image is its own latent, and what differs in features alone is not to be found out.
      return new Certified(ends.found().point(), Collections.nCopies(n, Certificate.NONE));
    }
    int[] own = IntStream.range(0, n).map(i -> ends.winner()[i] % classes * n + i).toArray();
    var alone = of(aim.rows(own), ends.found().point(), refinement);
    if (ends.attempts().size() == 1) {
      return alone;
    }
    Tensor best = alone.point;
    var all = new ArrayList<>(alone.certificates);
    for (int start = 0; start < ends.attempts().size(); start++) {
      var attempt = ends.attempts().get(start);
      int mine = start;
      int[] others =
          IntStream.range(0, attempt.rows().length)
              .filter(i -> ends.winner()[attempt.rows()[i]] != mine)
              .toArray();
      if (others.length > 0) {
        Scope.run(() -> {
          int[] rows = IntStream.of(others).map(i -> attempt.rows()[i]).toArray();
          Tensor z = attempt.found().point().rows(Tensor.of(others));
          int[] tried = IntStream.of(rows).map(i -> mine % classes * n + i).toArray();
          double[] loss = losses(aim.rows(tried), z);
          double[] distance = distances(z, best.rows(Tensor.of(rows)));
          for (int i = 0; i < rows.length; i++) {
            all.set(rows[i], all.get(rows[i]).beside(loss[i], distance[i]));
          }
        });
      }
    }
    return new Certified(best, List.copyOf(all));
  }

  private static double[] losses(Aim aim, Tensor z) {
    var reconstruction = new Reconstruction(aim);
    return Scope.withoutGradient(() -> reconstruction.at(z)).toDoubles();
  }

  private static double[] distances(Tensor a, Tensor b) {
    return a.sub(b).to(Dtype.FLOAT64).square().meanPerSample().toDoubles();
  }

  /** Certificates of latents (n, d) that no other start speaks for. */
  private static Certified of(Aim aim, Tensor z, Optional<Refinement> refinement) {
    int n = Math.toIntExact(z.size(0));
    long fitting = BYTES / (16L * aim.generator().image().count() * z.size(1));
    int block = Math.clamp(fitting, 1, n);
    var parts = new ArrayList<Certified>();
    for (int from = 0; from < n; from += block) {
      int[] rows = IntStream.range(from, Math.min(n, from + block)).toArray();
      parts.add(
          Scope.call(() ->
              block(aim.rows(rows), z.rows(Tensor.of(rows)), refinement.map(r -> r.rows(rows)))));
    }
    return new Certified(
        Tensor.cat(parts.stream().map(Certified::point).toList(), 0),
        parts.stream().flatMap(part -> part.certificates.stream()).toList());
  }

  private static Certified block(Aim aim, Tensor z, Optional<Refinement> refinement) {
    var slopes = Scope.call(() -> new Reconstruction(aim).slopes(z));
    Tensor raw = slopes.jacobian().to(Dtype.FLOAT64);
    // What has diverged has no singular values, and must not cost the others theirs.
    Tensor none = Tensor.zeros(1).to(Dtype.FLOAT64);
    Tensor jacobian = raw.where(raw.sumPerSample().isFinite(), none);
    double[] sigma = jacobian.singularValues().toDoubles();
    Tensor squares = raw.square().sum(1);
    var seen = new Seen(jacobian, sigma, squares, slopes.passes());
    Tensor residual = slopes.value().to(Dtype.FLOAT64);
    var first = seen.certificates(aim, z, residual);
    int[] ready =
        IntStream.range(0, first.size())
            .filter(i -> first.get(i).verdict() != Verdict.FAILED)
            .filter(i -> first.get(i).kappa() < STEEP)
            .toArray();
    if (refinement.isEmpty() || ready.length == 0) {
      return new Certified(z, first);
    }
    Tensor index = Tensor.of(ready);
    var better =
        refinement
            .orElseThrow()
            .rows(ready)
            .refined(aim.rows(ready), z.rows(index), jacobian.rows(index));
    Tensor point = z.withRows(index, better.point());
    var again = seen.certificates(aim, point, residual.withRows(index, better.residual()));
    return new Certified(point, again);
  }

  /**
   * What was seen round latents.
   *
   * @param jacobian J (n, m, d)
   * @param sigma their singular values, one after the other
   * @param squares the sums of squares of their columns (n, d)
   * @param cost forward-equivalents each
   */
  private record Seen(Tensor jacobian, double[] sigma, Tensor squares, long cost) {
    /** Certificates of points (n, d), so near that J is the same, with residuals (n, m). */
    List<Certificate> certificates(Aim aim, Tensor z, Tensor residual) {
      int n = Math.toIntExact(z.size(0));
      int m = Math.toIntExact(residual.size(1));
      int d = Math.toIntExact(z.size(1));
      double[] felt = squares.mul(z.to(Dtype.FLOAT64).square()).sum(1).toDoubles();
      double[] loss = residual.square().mean(1).toDoubles();
      Tensor slope = jacobian.transpose(1, 2).matmul(residual.reshape(n, m, 1)).reshape(n, d);
      double[] pull = slope.mul(free(aim, z, slope)).square().sum(1).sqrt().toDoubles();
      int each = Math.min(m, d);
      return IntStream.range(0, n)
          .mapToObj(i -> {
            double[] own = Arrays.copyOfRange(sigma, i * each, (i + 1) * each);
            double far = Math.sqrt(m * loss[i]);
            return certificate(own, m, d, far, felt[i], pull[i], cost);
          })
          .toList();
    }
  }

  /**
   * What the numbers of one latent say.
   *
   * @param sigma the min(m, d) singular values of J, descending
   * @param far ‖r‖
   * @param felt ‖J diag(z)‖²; not finite where J is not
   * @param pull ‖Jᵀr‖ over the free components
   */
  private static Certificate certificate(
      double[] sigma, int m, int d, double far, double felt, double pull, long cost) {
    double most = sigma[0];
    double least = sigma.length < d ? 0 : sigma[d - 1];
    double noise = resolution(m, d) * most;
    double rho = ROUNDING * EPSILON * Math.sqrt(felt + m);
    double error = (far + rho) / Math.max(0, least - noise);
    double loss = far * far / m;
    double rounding = rho * rho / m;
    double bound = error * error / d;
    return new Certificate(
        Certificate.verdict(loss, rounding, bound),
        (int) Arrays.stream(sigma).filter(s -> s > noise).count(),
        least,
        most / least,
        loss,
        rounding,
        bound,
        pull == 0 ? 0 : pull / (most * far),
        new Agreement(1, loss <= rounding ? 1 : 0, 0),
        cost);
  }

  /**
   * 0 for components that a step against the slope would carry over an edge they are at, else 1.
   */
  private static Tensor free(Aim aim, Tensor z, Tensor slope) {
    Tensor all = slope.mul(0).add(1);
    return aim.generator()
        .prior()
        .support()
        .map(edges -> {
          Tensor low = z.same(Tensor.full(edges.lower(), 1)).and(slope.greater(0));
          Tensor high = z.same(Tensor.full(edges.upper(), 1)).and(slope.less(0));
          return slope.mul(0).where(low.or(high), all);
        })
        .orElse(all);
  }
}
