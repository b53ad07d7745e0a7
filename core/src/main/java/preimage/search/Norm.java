package preimage.search;

import preimage.tensor.Tensor;

/** How the length of a displacement (n, …) of each sample is measured. */
public enum Norm {
  /** The largest component. */
  LINF {
    @Override
    public Tensor of(Tensor displacement) {
      return displacement.flatten().abs().max(1);
    }

    @Override
    Tensor shorten(Tensor displacement, double radius) {
      return displacement.clamp(-radius, radius);
    }
  },

  /** Euclid's. */
  L2 {
    @Override
    public Tensor of(Tensor displacement) {
      return displacement.square().sumPerSample().sqrt();
    }

    @Override
    Tensor shorten(Tensor displacement, double radius) {
      Tensor length = of(displacement);
      Tensor allowed = length.clamp(0, radius).div(length).where(length.greater(0), length);
      return displacement.mul(allowed.perSampleOf(displacement));
    }
  };

  /** The length of each sample's displacement: (n, …) → (n). */
  public abstract Tensor of(Tensor displacement);

  /** The nearest displacements of length at most {@code radius}. */
  abstract Tensor shorten(Tensor displacement, double radius);
}
