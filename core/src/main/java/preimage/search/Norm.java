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

    @Override
    public Tensor steepest(Tensor gradient) {
      return gradient.sign();
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

    @Override
    public Tensor steepest(Tensor gradient) {
      // Components are scaled first, so that their squares neither vanish nor overflow.
      Tensor largest = LINF.of(gradient);
      Tensor none = largest.same(largest.mul(0));
      Tensor scaled = gradient.div(largest.add(none.to(gradient.dtype())).perSampleOf(gradient));
      Tensor length = of(scaled).add(none.to(gradient.dtype()));
      return scaled.div(length.perSampleOf(gradient));
    }
  };

  /** The length of each sample's displacement: (n, …) → (n). */
  public abstract Tensor of(Tensor displacement);

  /** The directions, of length 1, in which {@code gradient} (n, …) rises fastest; 0 where it is. */
  public abstract Tensor steepest(Tensor gradient);

  /** The nearest displacements of length at most {@code radius}. */
  abstract Tensor shorten(Tensor displacement, double radius);
}
