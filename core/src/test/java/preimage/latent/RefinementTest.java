package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.search.Meter;
import preimage.tensor.Dtype;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

class RefinementTest {
  private static final int N = 6;

  private static Tensor truth(Generator generator) {
    return generator.prior().draw(Rng.of(1), Rng.samples(0, N));
  }

  private static double worst(Tensor z, Tensor truth) {
    double[] errors = z.sub(truth).to(Dtype.FLOAT64).square().mean(1).toDoubles();
    return Arrays.stream(errors).max().orElseThrow();
  }

  @Test
  void aGeneratorIsTheSameInFloat64() {
    try (var generator = Models.generator("fashion-dcgan")) {
      Scope.run(() -> {
        Tensor z = truth(generator);
        float[] single = generator.apply(z).toArray();
        generator.precise(exact -> {
          Tensor images = exact.orElseThrow().apply(z.to(Dtype.FLOAT64));
          assertEquals(Dtype.FLOAT64, images.dtype());
          assertArrayEquals(single, images.toArray(), 1e-5f);
        });
      });
    }
  }

  @Test
  void oneStepUndoesWhatRoundingDid() {
    try (var generator = Models.generator("fashion-dcgan")) {
      Scope.run(() -> {
        Tensor truth = truth(generator);
        var aim = new Aim(generator, Optional.empty(), generator.apply(truth), 0);
        Tensor noise = Rng.of(2).normal(Shape.of(100), Rng.samples(0, N)).mul(1e-5);
        Tensor near = truth.add(noise).clamp(-1, 1);
        var meter = Meter.of(N);
        generator.precise(exact -> {
          var refinement =
              new Refinement(exact.orElseThrow(), z -> z.clamp(-1, 1), meter)
                  .rows(new int[] {0, 2});
          Tensor index = Tensor.of(new int[] {0, 2});
          var part = aim.rows(new int[] {0, 2});
          Tensor z = near.rows(index);
          var slopes = new Reconstruction(part).slopes(z);
          var better = refinement.refined(part, z, slopes.jacobian().to(Dtype.FLOAT64));
          assertTrue(worst(z, truth.rows(index)) > 1e-11);
          assertTrue(worst(better.point(), truth.rows(index)) < 1e-12);
          assertTrue(
              Arrays.stream(better.residual().toDoubles()).allMatch(r -> Math.abs(r) < 1e-6));
        });
        assertArrayEquals(new long[] {4, 0, 4, 0, 0, 0}, meter.spent());
      });
    }
  }

  @Test
  void aStepThatDoesNotPayIsNotTaken() {
    try (var generator = Models.generator("fashion-dcgan")) {
      Scope.run(() -> {
        Tensor truth = truth(generator);
        var aim = new Aim(generator, Optional.empty(), generator.apply(truth), 0);
        Tensor wrong = new Reconstruction(aim).slopes(truth).jacobian().to(Dtype.FLOAT64).neg();
        generator.precise(exact -> {
          Tensor near = truth.mul(.999);
          var refined =
              new Refinement(exact.orElseThrow(), z -> z, Meter.of(N)).refined(aim, near, wrong);
          assertArrayEquals(near.toArray(), refined.point().toArray());
        });
      });
    }
  }

  @Test
  void aFormulaIsNotRefined() {
    try (var generator = Analytic.tanh()) {
      generator.precise(exact -> assertEquals(Optional.empty(), exact));
    }
  }
}
