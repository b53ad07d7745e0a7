package preimage.tensor;

/** Whoever frees a tensor: a {@link Scope} for passing values, {@link Weights} for lasting ones. */
sealed interface Owner permits Scope, Weights, Owner.Gone {
  boolean isOpen();

  /** The owner of tensors that were freed before their scope closed. */
  enum Gone implements Owner {
    GONE;

    @Override
    public boolean isOpen() {
      return false;
    }
  }
}
