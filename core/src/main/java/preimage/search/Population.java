package preimage.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * The distribution that {@link DiagonalCma} draws from, N(mean, σ² diag(C)), and the points of the
 * generation so far. All is (n, d) of flattened points, but σ (n, 1).
 *
 * @param way the path of the mean, in which steps that agree add up
 * @param path the same on the scale on which the distribution is round
 * @param generation the generations before this one
 * @param steps (point − mean) / σ of each point seen in this generation
 * @param values the objective there (n)
 */
record Population(
    Tensor mean,
    Tensor sigma,
    Tensor variance,
    Tensor way,
    Tensor path,
    long generation,
    List<Tensor> steps,
    List<Tensor> values)
    implements Proposal {

  static Population around(Tensor start, double spread) {
    Tensor x = start.flatten();
    Tensor zero = x.mul(0);
    Tensor sigma = zero.narrow(1, 0, 1).add(spread);
    return new Population(x, sigma, zero.add(1), zero, zero, 0, List.of(), List.of());
  }

  @Override
  public Move propose(Place here, Draws draws) {
    Tensor noise = draws.normal(Shape.of(dimension())).to(mean.dtype());
    Tensor to = mean.add(variance.sqrt().mul(noise).mul(sigma));
    return new Move(to.reshape(here.point().shape()), this);
  }

  @Override
  public Lesson learn(Place here, Place there, Tensor moved) {
    var nextSteps = new ArrayList<>(steps);
    nextSteps.add(there.point().flatten().sub(mean).div(sigma));
    var nextValues = new ArrayList<>(values);
    nextValues.add(there.value());
    var larger =
        new Population(
            mean, sigma, variance, way, path, generation, nextSteps, List.copyOf(nextValues));
    var rule = new Rule(dimension());
    return new Lesson(nextSteps.size() < rule.population() ? larger : larger.next(rule), List.of());
  }

  /** The distribution that the generation leaves behind. */
  private Population next(Rule rule) {
    Tensor weights = weights(rule);
    Tensor step = mean.mul(0);
    Tensor square = step;
    for (int k = 0; k < steps.size(); k++) {
      Tensor weight = weights.narrow(1, k, 1);
      step = step.add(steps.get(k).mul(weight));
      square = square.add(steps.get(k).square().mul(weight));
    }
    Tensor nextPath =
        path.mul(1 - rule.pathRate)
            .add(step.div(variance.sqrt()).mul(kept(rule.pathRate) * Math.sqrt(rule.effective)));
    Tensor length = Norm.L2.of(nextPath).reshape(-1, 1);
    Tensor longer = length.div(rule.expected).add(-1).mul(rule.pathRate / rule.damping).exp();
    // Where the path is long, σ is catching up, and the way would count the same steps again.
    double seen = 1 - Math.pow(1 - rule.pathRate, 2. * (generation + 1));
    Tensor calm =
        length
            .div(Math.sqrt(seen))
            .less((1.4 + 2 / (rule.dimension + 1.)) * rule.expected)
            .to(mean.dtype());
    Tensor nextWay =
        way.mul(1 - rule.wayRate)
            .add(step.mul(calm).mul(kept(rule.wayRate) * Math.sqrt(rule.effective)));
    Tensor missing = variance.mul(calm.neg().add(1)).mul(rule.wayRate * (2 - rule.wayRate));
    Tensor nextVariance =
        variance
            .mul(1 - rule.one - rule.many)
            .add(nextWay.square().add(missing).mul(rule.one))
            .add(square.mul(rule.many));
    return new Population(
        mean.add(step.mul(sigma)),
        sigma.mul(longer),
        nextVariance,
        nextWay,
        nextPath,
        generation + 1,
        List.of(),
        List.of());
  }

  private static double kept(double rate) {
    return Math.sqrt(rate * (2 - rate));
  }

  /** What each point counts in its sample's next mean (n, λ); what has no value comes last. */
  private Tensor weights(Rule rule) {
    var columns = values.stream().map(Tensor::toDoubles).toList();
    int n = columns.getFirst().length;
    int population = columns.size();
    var weights = new double[n * population];
    for (int i = 0; i < n; i++) {
      int sample = i;
      int[] ranked =
          IntStream.range(0, population)
              .boxed()
              .sorted(Comparator.comparingDouble(k -> columns.get(k)[sample]))
              .mapToInt(k -> k)
              .toArray();
      for (int rank = 0; rank < rule.weights.length; rank++) {
        weights[i * population + ranked[rank]] = rule.weights[rank];
      }
    }
    return Tensor.of(weights, n, population).to(mean.dtype());
  }

  private int dimension() {
    return Math.toIntExact(mean.size(1));
  }

  @Override
  public Proposal rows(Tensor index) {
    return new Population(
        mean.rows(index),
        sigma.rows(index),
        variance.rows(index),
        way.rows(index),
        path.rows(index),
        generation,
        steps.stream().map(s -> s.rows(index)).toList(),
        values.stream().map(v -> v.rows(index)).toList());
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(Stream.of(mean, sigma, variance, way, path), steps.stream(), values.stream())
        .flatMap(tensors -> tensors);
  }

  /** The published settings for a dimension. */
  private static final class Rule {
    final int dimension;
    final double[] weights;
    final double effective;
    final double pathRate;
    final double damping;
    final double wayRate;
    final double one;
    final double many;
    final double expected;

    Rule(int dimension) {
      this.dimension = dimension;
      double d = dimension;
      int parents = population() / 2;
      var raw =
          IntStream.rangeClosed(1, parents)
              .mapToDouble(rank -> Math.log(parents + .5) - Math.log(rank))
              .toArray();
      double sum = Arrays.stream(raw).sum();
      weights = Arrays.stream(raw).map(w -> w / sum).toArray();
      effective = 1 / Arrays.stream(weights).map(w -> w * w).sum();
      pathRate = (effective + 2) / (d + effective + 5);
      damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (d + 1)) - 1) + pathRate;
      wayRate = (4 + effective / d) / (d + 4 + 2 * effective / d);
      // A diagonal has d numbers to learn instead of d²/2, so it may learn them faster.
      double faster = (d + 2) / 3;
      one = Math.min(1, faster * 2 / ((d + 1.3) * (d + 1.3) + effective));
      many =
          Math.min(
              1 - one,
              faster * 2 * (effective - 2 + 1 / effective) / ((d + 2) * (d + 2) + effective));
      expected = Math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d));
    }

    int population() {
      return 4 + (int) (3 * Math.log(dimension));
    }
  }
}
