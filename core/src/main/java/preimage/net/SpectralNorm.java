package preimage.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import preimage.net.Parameter.Role;
import preimage.spec.Requires;
import preimage.tensor.Bundle;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * A linear layer or convolution whose weight, as a matrix of one row a first index, is divided by
 * its largest singular value: layer(x / σ), which leaves the bias as it is.
 *
 * <p>σ comes from power iteration, which goes on from one training pass to the next.
 *
 * @param iterations of the power method in each pass, at least 1
 * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al., 2018</a>, algorithm 1
 */
public record SpectralNorm(Layer layer, int iterations) implements Layer {
  private static final double TINY = 1e-12;

  public SpectralNorm {
    Demand.affine(layer, "spectral-norm");
    Requires.atLeast(1, iterations, "iterations");
  }

  public SpectralNorm(Layer layer) {
    this(layer, 1);
  }

  @Override
  public Shape output(Shape input) {
    return layer.output(input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    var all = new ArrayList<>(layer.parameters(input));
    all.add(Parameter.of("u", Role.DIRECTION, all.getFirst().shape().size(0)));
    return all;
  }

  @Override
  public long products(Shape input) {
    return layer.products(input);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return layer.apply(x.div(sigma(pass)), pass);
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    Tensor sigma = sigma(pass);
    return layer
        .linearised(x.div(sigma), pass)
        .map(inner ->
            new Linearised(
                inner.value(),
                t -> inner.push().apply(t.div(sigma)),
                v -> inner.pull().apply(v).div(sigma)));
  }

  /** The largest singular value (), differentiable by the weight alone. */
  private Tensor sigma(Pass pass) {
    Tensor matrix = pass.weight("weight").flatten();
    Tensor before = pass.weight("u");
    // Left and right singular vector, as columns.
    var pair =
        Scope.withoutGradient(() -> {
          Tensor left = before.reshape(before.size(0), 1);
          Tensor right = left;
          for (int i = 0; i < iterations; i++) {
            right = unit(matrix.transpose(0, 1).matmul(left));
            left = unit(matrix.matmul(right));
          }
          return new Bundle.Pair(left, right);
        });
    if (pass.training()) {
      pass.remember("u", pair.first().reshape(before.size(0)));
    }
    return pair.first().mul(matrix.matmul(pair.second())).sum();
  }

  private static Tensor unit(Tensor column) {
    return column.div(column.square().sum().sqrt().add(TINY));
  }
}
