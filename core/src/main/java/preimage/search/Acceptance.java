package preimage.search;

import preimage.tensor.Tensor;

/** Decides which samples go where it was proposed. */
@FunctionalInterface
public interface Acceptance {
  /** Everyone moves, whatever is there. */
  Acceptance ALWAYS = (here, there, draws) -> Tensor.ones(draws.samples().length).greater(0);

  /** Only those move whose objective is lower there. */
  Acceptance IF_BETTER = (here, there, draws) -> there.value().less(here.value());

  /** The samples (bool, n) that move. */
  Tensor accept(Place here, Place there, Draws draws);
}
