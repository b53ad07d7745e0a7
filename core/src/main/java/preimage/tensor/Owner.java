package preimage.tensor;

/** Whoever frees a tensor: a {@link Scope} for passing values, {@link Weights} for lasting ones. */
sealed interface Owner permits Scope, Weights, Owner.Gone {
  /**
   * Lets its tensors be used.
   *
   * @throws IllegalStateException if they cannot be, here and now
   */
  void admit();

  /** The owner of tensors that were freed before their scope closed. */
  enum Gone implements Owner {
    GONE;

    @Override
    public void admit() {
      throw new IllegalStateException("tensor used after it was freed");
    }
  }
}
