package preimage.tensor;

import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;

/** Matrices taken apart. */
public final class Decompositions {
  private Decompositions() {}

  /**
   * Eigenvalues in ascending order, and the eigenvectors as columns.
   *
   * @param values (d)
   * @param vectors (d, d)
   */
  public record Eigen(Tensor values, Tensor vectors) implements Bundle {
    @Override
    public Stream<Tensor> tensors() {
      return Stream.of(values, vectors);
    }
  }

  /** Those of a symmetric matrix (d, d), of which the lower triangle is read. */
  public static Eigen eigen(Tensor matrix) {
    var pair = torch.linalg_eigh(matrix.raw());
    return new Eigen(Tensor.share(pair.get0()), Tensor.share(pair.get1()));
  }

  /** The singular values (d) of a matrix (d, d), descending. */
  public static Tensor singularValues(Tensor matrix) {
    return Tensor.wrap(torch.linalg_svdvals(matrix.raw()));
  }

  /** The eigenvalues (d) of a symmetric matrix (d, d), ascending. */
  public static Tensor eigenvalues(Tensor matrix) {
    return Tensor.wrap(torch.linalg_eigvalsh(matrix.raw()));
  }
}
