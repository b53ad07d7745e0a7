package preimage.spec;

import java.util.List;
import java.util.Optional;

/** Small catalogs that use all that a catalog can do. */
final class Toys {
  private Toys() {}

  interface Solver {}

  record Adam(int steps, double stepSize, Optional<Double> decay) implements Solver {
    Adam {
      if (steps < 0) {
        throw new IllegalArgumentException("steps must not be negative but were " + steps);
      }
    }

    Adam() {
      this(100, 0.1, Optional.empty());
    }
  }

  record Lm(double damping) implements Solver {}

  record Both(Solver first, Solver next) implements Solver {}

  record Repeat(Solver solver, int times) implements Solver {}

  enum Clip {
    NONE,
    CLIP,
    STOCHASTIC_CLIP
  }

  interface Start {}

  enum Simple implements Start {
    RIDGE,
    PRIOR
  }

  record Shifted(Start start, long seed) implements Start {}

  record Recovery(
      Start start,
      Solver solver,
      int restarts,
      Clip clip,
      Optional<Start> fallback,
      List<Solver> others,
      boolean exact,
      String label) {
    Recovery() {
      this(Simple.PRIOR, new Adam(), 1, Clip.NONE, Optional.empty(), List.of(), false, "plain");
    }
  }

  interface Layer {}

  record Conv(int out, int kernel, int stride, int pad) implements Layer {
    Conv(int out) {
      this(out, 4, 2, 1);
    }
  }

  record Relu() implements Layer {}

  record Residual(Layer body) implements Layer {}

  record Stack(List<Layer> layers) implements Layer {}

  static final Catalog<Solver> SOLVERS =
      Catalog.of("solver", Solver.class)
          .sequence(Both.class, Both::new, Both::first, Both::next)
          .add("adam", new Adam(), "adaptive moments; Kingma & Ba 2015")
          .add("lm", new Lm(1e-3), "Levenberg–Marquardt")
          .add("lm-code", new Lm(0.5), "the same with the published code's damping")
          .add("repeat", new Repeat(new Lm(2), 3), "again and again");

  static final Catalog<Start> STARTS =
      Catalog.of("start", Start.class)
          .add("ridge", Simple.RIDGE, "ridge regression")
          .add("prior", Simple.PRIOR, "a draw from the prior")
          .add("shifted", new Shifted(Simple.PRIOR, 1L << 60), "beside another start");

  static final Catalog<Recovery> RECOVERIES =
      Catalog.of("method", Recovery.class)
          .nest(Start.class, STARTS)
          .nest(Solver.class, SOLVERS)
          .add("recovery", new Recovery(), "latent recovery");

  static final Catalog<Layer> LAYERS =
      Catalog.of("layer", Layer.class)
          .sequence(Stack.class, Stack::new, Stack::layers)
          .add("conv", new Conv(1), "convolution", "out")
          .add("relu", new Relu(), "max(x, 0)")
          .add("residual", new Residual(new Relu()), "x + body(x)", "body");
}
