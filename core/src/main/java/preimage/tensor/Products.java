package preimage.tensor;

/** Matrix products that go into something. */
public final class Products {
  private Products() {}

  /** {@code sum + a · b}, without room for the product: (m, n), (m, k), (k, n) → (m, n). */
  public static Tensor added(Tensor sum, Tensor a, Tensor b) {
    return Tensor.wrap(sum.raw().addmm(a.raw(), b.raw()));
  }
}
