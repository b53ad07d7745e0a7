package preimage.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import preimage.tensor.Dtype;
import preimage.tensor.Tensor;

/** Rewrites the stages of a frozen network as others that map the same in less time. */
final class Compiler {
  /** The most values of a matrix that takes the place of layers. */
  private static final long LARGEST = 1 << 24;

  /** The most inputs of layers whose matrix is found by trying each. */
  private static final int TRIED = 4096;

  private Compiler() {}

  /** At least one stage that maps as {@code whole} does. */
  static List<Stage> compile(Stage whole) {
    var stages = new ArrayList<Stage>();
    for (var part : whole.parts()) {
      if (part.layer() instanceof Residual residual) {
        stages.add(block(part, residual));
      } else if (!idle(part)) {
        stages.add(part);
      }
    }
    var compiled =
        matrices(BatchNormFolding.fold(stages)).stream().map(Compiler::arranged).toList();
    return compiled.isEmpty()
        ? List.of(new Stage(new Residual.Identity(), whole.input(), Map.of()))
        : compiled;
  }

  private static Stage block(Stage stage, Residual residual) {
    var body = Stage.sequence(compile(stage.part(residual.body(), stage.input(), "body")));
    var shortcut =
        Stage.sequence(compile(stage.part(residual.shortcut(), stage.input(), "shortcut")));
    var weights = new LinkedHashMap<>(body.within("body"));
    weights.putAll(shortcut.within("shortcut"));
    return new Stage(new Residual(body.layer(), shortcut.layer()), stage.input(), weights);
  }

  /** Whether nothing happens there in evaluation mode. */
  private static boolean idle(Stage stage) {
    return switch (stage.layer()) {
      case Residual.Identity _, Dropout _ -> true;
      case Reshape.Flatten _ -> stage.input().rank() == 1;
      default -> false;
    };
  }

  /** Puts a matrix in the place of affine stages in a row that are no cheaper than it. */
  private static List<Stage> matrices(List<Stage> stages) {
    var all = new ArrayList<Stage>();
    int i = 0;
    while (i < stages.size()) {
      int end = end(stages, i);
      var run = stages.subList(i, Math.max(i + 1, end));
      all.add(end > i ? matrix(run) : run.getFirst());
      i += run.size();
    }
    return all;
  }

  /** The end of the run from {@code first} that a matrix saves most of; {@code first} if none. */
  private static int end(List<Stage> stages, int first) {
    var input = stages.get(first).input();
    int best = first;
    long most = 0;
    long products = 0;
    for (int i = first; i < stages.size() && affine(stages.get(i)); i++) {
      products += stages.get(i).products();
      long entries = (long) input.count() * stages.get(i).output().count();
      boolean small = entries <= LARGEST && (input.count() <= TRIED || single(stages, first, i));
      if (products > 0 && small && products - entries >= most) {
        most = products - entries;
        best = i + 1;
      }
    }
    return best;
  }

  private static boolean single(List<Stage> stages, int first, int last) {
    return first == last && stages.get(first).layer() instanceof Linear;
  }

  private static boolean affine(Stage stage) {
    return switch (stage.layer()) {
      case Linear _, Conv _, Deconv _, BatchNorm _, Reshape _, Reshape.Flatten _ -> true;
      case Resample.Upsample _, Resample.AveragePool _, Residual.PaddedShortcut _ -> true;
      default -> false;
    };
  }

  private static Stage matrix(List<Stage> run) {
    var input = run.getFirst().input();
    var out = run.getLast().output();
    if (run.size() == 1 && run.getFirst().layer() instanceof Linear linear) {
      Tensor weight = run.getFirst().weight("weight");
      Tensor shift = linear.bias() ? run.getFirst().weight("bias") : weight.narrow(1, 0, 1).mul(0);
      return Dense.stage(input, out, weight.transpose(0, 1), shift.reshape(1, -1));
    }
    // As exactly as possible: the product of rounded products would be rounded twice.
    Tensor units = Tensor.identity(input.count()).to(Dtype.FLOAT64);
    Tensor points = Tensor.cat(List.of(units.narrow(0, 0, 1).mul(0), units), 0);
    Tensor y = points.reshape(input.batch(points.size(0)));
    for (var stage : run) {
      y = stage.exactly(y);
    }
    Tensor shift = y.flatten().narrow(0, 0, 1);
    Tensor matrix = y.flatten().narrow(0, 1, input.count()).sub(shift);
    var type = type(run);
    return Dense.stage(input, out, matrix.to(type), shift.to(type));
  }

  private static Dtype type(List<Stage> run) {
    return run.stream()
        .flatMap(stage -> stage.weights().values().stream())
        .map(Tensor::dtype)
        .findFirst()
        .orElse(Dtype.FLOAT32);
  }

  /** The same stage with its weights in the best order. */
  private static Stage arranged(Stage stage) {
    var weights = new LinkedHashMap<>(stage.weights());
    weights.replaceAll((_, t) -> Layout.kernels(t));
    return new Stage(stage.layer(), stage.input(), weights);
  }
}
