package preimage.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import preimage.tensor.Canvas;
import preimage.tensor.Scope;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * A matrix to small images, then transposed convolutions, through which each pixel sees but a
 * window of the small images: the Jacobian is found from the output back, a window a pixel, and
 * meets the matrix at the end. Where images are small and tangents many, that takes several times
 * fewer products than pushing every tangent through every layer. Made by {@link Compiled} only.
 *
 * @param plain a {@link Dense} layer, then activations and transposed convolutions
 * @see <a href="https://doi.org/10.1137/1.9780898717761">Griewank and Walther, 2008</a>, chapters 9
 *     and 10: orders of accumulation between forward and reverse
 */
record Windowed(Sequence plain, Cells cells) implements Layer {
  /** The most values of windows at work at one time. */
  private static final long AT_ONCE = 1 << 23;

  /** In smaller batches the windows' matrices take longer to read than tangents to push. */
  private static final int FEW = 2;

  /** The most entries of the matrix where each stands in every window that sees it. */
  private static final long LARGEST = 1 << 24;

  /** The stages as one, which knows its Jacobian by windows where that saves products. */
  static Stage stage(List<Stage> stages) {
    var plain = Stage.sequence(stages);
    boolean suits =
        stages.getFirst().layer() instanceof Dense(Shape out)
            && out.rank() == 3
            && stages.stream().anyMatch(Windowed::rises)
            && stages.stream().skip(1).allMatch(s -> s.layer() instanceof Activation || rises(s));
    if (!suits) {
      return plain;
    }
    var rises =
        stages.stream()
            .filter(Windowed::rises)
            .map(s -> new Rise((Deconv) s.layer(), s.input().size(0)))
            .toList();
    var cells = new Cells(stages.getFirst().output(), rises);
    long d = plain.input().count();
    long pushed = d * stages.stream().skip(1).mapToLong(Stage::products).sum();
    boolean fits = cells.seen() * cells.high() * cells.wide() * d <= LARGEST;
    return fits && cells.products(d) < pushed
        ? new Windowed((Sequence) plain.layer(), cells).within(plain)
        : plain;
  }

  private static boolean rises(Stage stage) {
    return stage.layer() instanceof Deconv deconv && Rise.suits(deconv);
  }

  private Stage within(Stage whole) {
    var weights = new LinkedHashMap<>(whole.weights());
    int level = 0;
    for (int i = 0; i < plain.layers().size(); i++) {
      if (plain.layers().get(i) instanceof Deconv) {
        level++;
        for (int a = 0; a < cells.phases(); a++) {
          for (int b = 0; b < cells.phases(); b++) {
            var high = cells.window(level, a);
            var wide = cells.window(level, b);
            Tensor kernels = whole.weight(i + ".weight");
            weights.put(name(level, a, b), cells.rise(level).matrix(kernels, high, wide));
          }
        }
      }
    }
    weights.put("seen", seen(whole.weight("0.weight")));
    return new Stage(this, whole.input(), weights);
  }

  private static String name(int level, int a, int b) {
    return "windows." + level + "." + a + "." + b;
  }

  /** The matrix (d, h · w · c) as each cell sees it: (h · w, seen, d). */
  private Tensor seen(Tensor matrix) {
    long d = matrix.size(0);
    int size = cells.reach(0).size();
    Tensor images = matrix.reshape(d, cells.high(), cells.wide(), cells.channels(0));
    Tensor framed = cells.framed(images.permute(1, 2, 3, 0), 0);
    var all = new ArrayList<Tensor>();
    for (int y = 0; y < cells.high(); y++) {
      for (int x = 0; x < cells.wide(); x++) {
        all.add(framed.narrow(0, y, size).narrow(1, x, size).reshape(-1, d));
      }
    }
    return Tensor.stack(all, 0);
  }

  @Override
  public Shape output(Shape input) {
    return plain.output(input);
  }

  @Override
  public long products(Shape input) {
    return plain.products(input);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return plain.apply(x, pass);
  }

  @Override
  public Optional<Linearised> linearised(Tensor x, Pass pass) {
    var parts = plain.each(x, pass).orElseThrow();
    var all = parts.stream().reduce(Linearised.identity(x), Linearised::then);
    return Optional.of(x.size(0) < FEW ? all : all.knowing(() -> jacobian(slopes(parts), pass)));
  }

  /** What the activations after each level multiply tangents by (n, c, h, w). */
  private List<Tensor> slopes(List<Linearised> parts) {
    var slopes = new ArrayList<Tensor>();
    for (int i = 0; i < parts.size(); i++) {
      if (plain.layers().get(i) instanceof Activation) {
        slopes.add(parts.get(i).push().apply(slopes.removeLast()));
      } else {
        Tensor value = parts.get(i).value();
        slopes.add(Tensor.ones(1).to(value.dtype()).expand(value.shape()));
      }
    }
    return slopes;
  }

  /** The Jacobian (n, m, d), some rows of cells at a time. */
  private Tensor jacobian(List<Tensor> slopes, Pass pass) {
    var sight = new Sight(cells, slopes);
    long n = slopes.getFirst().size(0);
    int some =
        Math.clamp(AT_ONCE / (n * cells.wide() * cells.pixels() * cells.seen()), 1, cells.high());
    var bands = new ArrayList<Tensor>();
    for (int done = 0; done < cells.high(); done += some) {
      int from = done;
      int high = Math.min(some, cells.high() - done);
      bands.add(Scope.call(() -> band(sight.rows(from, high), from, high, n, pass)));
    }
    return Tensor.cat(bands, 3)
        .reshape(n, -1, cells.pixels() * cells.high() * cells.wide())
        .transpose(1, 2);
  }

  /** The derivatives of the output in {@code high} rows of cells: (n, d, c, height, width). */
  private Tensor band(Sight slopes, int from, int high, long n, Pass pass) {
    long area = (long) high * cells.wide();
    Tensor windows = windows(slopes, high, n, pass).reshape(area, n * cells.pixels(), cells.seen());
    Tensor matrix = pass.weight("seen").narrow(0, (long) from * cells.wide(), area);
    int phases = cells.phases();
    int out = cells.channels(cells.top());
    return windows
        .matmul(matrix)
        .reshape(high, cells.wide(), n, phases, phases, out, -1)
        .permute(2, 6, 5, 0, 3, 1, 4)
        .reshape(n, -1, out, (long) high * phases, (long) cells.wide() * phases);
  }

  /** The derivatives by what each cell sees of the small images: (h, w, n, pixels, y, x, c). */
  private Tensor windows(Sight slopes, int high, long n, Pass pass) {
    var reach = cells.reach(0);
    int out = cells.channels(cells.top());
    int c = cells.channels(0);
    var canvas =
        new Canvas(
            pass.weight("seen"),
            high,
            cells.wide(),
            n,
            cells.pixels(),
            reach.size(),
            reach.size(),
            c);
    for (int a = 0; a < cells.phases(); a++) {
      for (int b = 0; b < cells.phases(); b++) {
        var tall = cells.window(0, a);
        var wide = cells.window(0, b);
        canvas.product(
            split(pulled(slopes, a, b, pass), tall, wide),
            split(slopes.at(0, a, b), tall, wide),
            0,
            0,
            0,
            ((long) a * cells.phases() + b) * out,
            tall.from() - reach.from(),
            wide.from() - reach.from());
      }
    }
    return canvas.tensor();
  }

  /** (h, w, n, q, values) → (h, w, n, q, y, x, c). */
  private Tensor split(Tensor v, Window high, Window wide) {
    return v.reshape(
        v.size(0), v.size(1), v.size(2), v.size(3), high.size(), wide.size(), cells.channels(0));
  }

  /** Unit cotangents of the pixels at phase (a, b) pulled back to the small images' slopes. */
  private Tensor pulled(Sight slopes, int a, int b, Pass pass) {
    int top = cells.top();
    Tensor v =
        slopes.at(top, a, b).transpose(3, 4).mul(pass.weight(name(top, a, b)).transpose(0, 1));
    for (int level = top - 1; level > 0; level--) {
      v = v.mul(slopes.at(level, a, b)).linear(pass.weight(name(level, a, b)), Optional.empty());
    }
    return v;
  }
}
