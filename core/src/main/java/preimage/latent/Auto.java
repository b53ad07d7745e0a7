package preimage.latent;

import java.util.Comparator;
import java.util.List;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.search.Lbfgs;
import preimage.search.MatrixFree;
import preimage.search.Solver;
import preimage.spec.Misuse;
import preimage.work.Progress;

/**
 * The recovery that suits a generator, by the Jacobians of its images at a few latents of its
 * prior: their size, rank and condition.
 *
 * @param probes latents to look at, at least 1; what they cost is not a target's
 * @param largest the most components of a latent for which Jacobians are taken
 */
public record Auto(int probes, int largest) implements Chooser {
  /** Draws of the probes. */
  private static final long SEED = 0;

  public Auto {
    if (probes < 1) {
      throw new Misuse("probes must be at least 1 but were " + probes);
    }
    if (largest < 1) {
      throw new Misuse("largest must be at least 1 but was " + largest);
    }
  }

  /** Eight probes; Jacobians for up to 512 components. */
  public Auto() {
    this(8, 512);
  }

  @Override
  public Choice on(Generator generator) {
    int d = generator.prior().dimension();
    var usual = new Recovery();
    if (d > largest) {
      Solver slopes = new Lbfgs().then(new MatrixFree());
      return new Choice(
          usual.with(slopes), "%,d components are too many for Jacobians".formatted(d));
    }
    if (generator.condition() instanceof Condition.Image) {
      return new Choice(usual, "its Jacobians depend on an image each time");
    }
    var seen = probed(generator);
    int rank = seen.get(probes / 2).rank();
    if (rank < d) {
      return new Choice(
          usual,
          "its Jacobians have rank %d of %d, so other latents give the same image"
              .formatted(rank, d));
    }
    double kappa = seen.stream().mapToDouble(Certificate::kappa).sorted().toArray()[probes / 2];
    return new Choice(
        usual, "its Jacobians have full rank %d and condition %.2g".formatted(d, kappa));
  }

  /** Certificates of own images, by rank. */
  private List<Certificate> probed(Generator generator) {
    var drawn = Latents.drawn(generator, probes, SEED);
    return Certification.certify(generator, drawn, Progress.silent()).stream()
        .sorted(Comparator.comparingInt(Certificate::rank))
        .toList();
  }
}
