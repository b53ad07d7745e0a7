package preimage.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * Two layers of one input, their outputs (k) and (m) side by side: (n, …) → (n, k + m). A critic
 * that is to say more than its score ends so.
 */
public record Heads(Layer score, Layer more) implements Layer {
  @Override
  public Shape output(Shape input) {
    var first = score.output(input);
    var second = more.output(input);
    if (first.rank() != 1 || second.rank() != 1) {
      throw new Misuse("heads must give vectors, not " + first + " and " + second);
    }
    return Shape.of(Math.addExact(first.size(0), second.size(0)));
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    var all = new ArrayList<Parameter>();
    score.parameters(input).forEach(p -> all.add(p.within("score")));
    more.parameters(input).forEach(p -> all.add(p.within("more")));
    return all;
  }

  @Override
  public long products(Shape input) {
    return score.products(input) + more.products(input);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return Tensor.cat(
        List.of(score.apply(x, pass.into("score")), more.apply(x, pass.into("more"))), 1);
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    var first = score.linearised(x, pass.into("score"));
    var second = more.linearised(x, pass.into("more"));
    return first.flatMap(a -> second.map(b -> joined(a, b)));
  }

  private static Linearised joined(Linearised a, Linearised b) {
    long k = a.value().size(1);
    long m = b.value().size(1);
    return new Linearised(
        Tensor.cat(List.of(a.value(), b.value()), 1),
        t -> Tensor.cat(List.of(a.push().apply(t), b.push().apply(t)), 1),
        v -> a.pull().apply(v.narrow(1, 0, k)).add(b.pull().apply(v.narrow(1, k, m))));
  }

  /**
   * The layers, at the end of which {@code more} is said beside what their last one gives.
   *
   * @throws Misuse if something is said beside that already
   */
  public static Layer after(Layer layers, Layer more) {
    var all = new ArrayList<>(new Sequence(layers).layers());
    var last = all.removeLast();
    if (last instanceof Heads) {
      throw new Misuse("a critic cannot say more than one thing beside its score");
    }
    all.add(new Heads(last, more));
    return new Sequence(all);
  }

  /** A critic with nothing but one score at its end: the mean, where it scores patches. */
  public static Architecture scoreOf(Architecture critic) {
    var all = new ArrayList<>(new Sequence(critic.layer()).layers());
    if (all.getLast() instanceof Heads heads) {
      all.set(all.size() - 1, heads.score);
    } else if (critic.output().count() > 1) {
      all.add(new Resample.GlobalPool());
    } else {
      return critic;
    }
    return new Architecture(critic.input(), new Sequence(all));
  }

  /** The weights of {@link #scoreOf}, given those of the critic with all that it says. */
  public static Map<String, Tensor> scoreOf(Architecture critic, Map<String, Tensor> weights) {
    var all = new Sequence(critic.layer()).layers();
    if (!(all.getLast() instanceof Heads)) {
      return weights;
    }
    var last = all.size() - 1 + ".";
    var kept = new LinkedHashMap<String, Tensor>();
    weights.forEach((name, t) -> {
      if (!name.startsWith(last + "more.")) {
        kept.put(name.replace(last + "score.", last), t);
      }
    });
    return kept;
  }
}
