package preimage.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import preimage.data.Dataset;
import preimage.data.IdxFile;
import preimage.net.Condition;
import preimage.tensor.Rng;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;
import preimage.train.GanState;
import preimage.train.GanTraining;

/** Our own GAN training, with the published settings on Fashion-MNIST, a step at a time. */
final class Training implements AutoCloseable {
  private static final Rng RNG = Rng.of(0);

  private final GanTraining how;
  private final Condition condition = new Condition.None();
  private final Dataset images;
  private final GanState state;
  private int[] order = {};
  private int next;

  Training(Path folder) {
    this(IdxFile.open(folder.resolve("train-images-idx3-ubyte.gz")), new GanTraining());
  }

  Training(Dataset images, GanTraining how) {
    this.images = images;
    this.how = how;
    state = how.start(images.shape(), condition, 0);
  }

  int batch() {
    return how.batch();
  }

  /** One step on the next batch; each epoch has an order of its own. */
  void step() {
    if (next + how.images() > order.length) {
      order = RNG.purpose("order").step(state.step()).permutation(images.size());
      next = 0;
    }
    var indices = Arrays.copyOfRange(order, next, next + how.images());
    next += how.images();
    var pixels = images.images(indices).pixels();
    Scope.run(() -> {
      Tensor batch = Tensor.of(pixels, images.shape().batch(how.images()));
      how.step(state, condition, batch, Optional.empty(), RNG.purpose("training"));
    });
  }

  /** Multiply–adds of one step: no gradient of the critic's weights in the generator's update. */
  long products() {
    var g = Products.of(state.generator().architecture());
    var d = Products.of(state.critic().architecture());
    return how.batch() * (g.learning() + 2 * d.learning() + 2 * d.forward());
  }

  /**
   * What one step of a search of latents adds: its loss and gradient, and images of what it found
   * beside those that the generator learns from.
   */
  long productsOfSearch() {
    var g = Products.of(state.generator().architecture());
    var d = Products.of(state.critic().architecture());
    return how.batch() * (3 * g.forward() + 2 * d.forward());
  }

  /** {@link #products} with that gradient, which PyTorch's users compute and throw away. */
  long productsAsUsual() {
    return products() + how.batch() * Products.of(state.critic().architecture()).forward();
  }

  @Override
  public void close() {
    state.close();
  }
}
