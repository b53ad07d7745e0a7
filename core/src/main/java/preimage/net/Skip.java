package preimage.net;

import java.util.List;
import java.util.Optional;
import preimage.spec.Misuse;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * What a layer is given beside what it makes of it, as further channels: (n, c, h, w) → (n, c + k,
 * h, w).
 *
 * @see <a href="https://arxiv.org/abs/1505.04597">Ronneberger et al., 2015</a>, figure 1
 */
public record Skip(Layer body) implements Layer {
  @Override
  public Shape output(Shape input) {
    var image = Demand.image(input, "skip");
    var made = body.output(input);
    if (made.rank() != 3 || made.size(1) != image.size(1) || made.size(2) != image.size(2)) {
      throw new Misuse("skip cannot put " + made + " beside " + input);
    }
    return Shape.of(Math.addExact(image.size(0), made.size(0)), image.size(1), image.size(2));
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return body.parameters(input).stream().map(p -> p.within("body")).toList();
  }

  @Override
  public long products(Shape input) {
    return body.products(input);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return Tensor.cat(List.of(Demand.asImages(x), body.apply(x, pass.into("body"))), 1);
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    Tensor image = Demand.asImages(x);
    long own = image.size(1);
    return body.linearised(x, pass.into("body"))
        .map(made -> {
          long more = made.value().size(1);
          return new Linearised(
              Tensor.cat(List.of(image, made.value()), 1),
              t -> Tensor.cat(List.of(Demand.asImages(t), made.push().apply(t)), 1),
              v ->
                  v.narrow(1, 0, own)
                      .reshape(x.shape())
                      .add(made.pull().apply(v.narrow(1, own, more))));
        });
  }
}
