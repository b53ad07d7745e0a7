package preimage.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import preimage.data.Images;
import preimage.io.NpzFile;
import preimage.latent.Verdict;
import preimage.search.Outcome;
import preimage.tensor.Shape;

/** What {@code recovered.npz} holds: one number a target in memory, pictures as asked for. */
public record RecoveryResults(Path file) {
  public int count() {
    return of(npz -> npz.array("z").shape().getFirst());
  }

  /** Components of a latent. */
  public int dimension() {
    return of(npz -> npz.array("z").shape().getLast());
  }

  /** Mean over pixels and channels of (G(c, z) − x)² on the generator's own range. */
  public double[] loss() {
    return reals("loss");
  }

  /** The column of this name, of one number a target. */
  public double[] reals(String name) {
    return of(npz -> ResultLines.whole(npz.array(name)).doubles());
  }

  private long[] integers(String name) {
    return of(npz -> ResultLines.whole(npz.array(name)).longs());
  }

  public List<Outcome> outcomes() {
    return of(npz -> npz.strings("outcome").stream().map(Outcome::valueOf).toList());
  }

  /** Forward-equivalents spent on each target. */
  public long[] costs() {
    return integers("forward_equivalents");
  }

  public List<Verdict> verdicts() {
    return of(npz -> npz.strings("verdict").stream().map(Verdict::of).toList());
  }

  /** Forward-equivalents of each certificate. */
  public long[] certificateCosts() {
    return integers("certificate_equivalents");
  }

  /** ‖z − z′‖²/d where the true latents were given, else empty. */
  public double[] error() {
    return of(npz -> npz.names().contains("error")) ? reals("error") : new double[0];
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

  private <T> T of(Function<NpzFile, T> question) {
    try (var npz = NpzFile.open(file)) {
      return question.apply(npz);
    }
  }
}
