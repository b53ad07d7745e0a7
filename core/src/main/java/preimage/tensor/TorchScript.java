package preimage.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.global.torch;
import preimage.spec.Misuse;
import preimage.work.Failure;

/** A network that Python compiled: a frozen function of tensors, differentiated by libtorch. */
public final class TorchScript implements AutoCloseable {
  private final JitModule module;
  private final Route route;

  /** What of the module is applied. */
  private sealed interface Route {}

  private record Whole() implements Route {}

  private record Method(String name) implements Route {}

  /** So many children in turn. */
  private record Chain(int length) implements Route {}

  private TorchScript(JitModule module, Route route) {
    this.module = module;
    this.route = route;
  }

  /**
   * Reads a module in evaluation mode, its weights constant.
   *
   * @throws Failure if the file is not one
   */
  public static TorchScript load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Misuse("there is no file " + file);
    }
    return load(file.toString(), file);
  }

  /**
   * The module that a file of these bytes would hold, called {@code name} in complaints.
   *
   * @throws Failure if there is none
   */
  public static TorchScript of(String name, byte[] bytes) {
    try {
      var file = Files.createTempFile("preimage", ".pt");
      try {
        Files.write(file, bytes);
        return load(name, file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new Failure(name + ": the module cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static TorchScript load(String name, Path file) {
    return Scope.call(() -> {
      JitModule module;
      try {
        module = torch.load(file.toString());
      } catch (RuntimeException e) {
        throw new Failure(name + ": expected a TorchScript module; " + firstLine(e), e);
      }
      module.eval();
      var weights = module.parameters();
      var weight = weights.begin();
      for (long i = 0; i < weights.size(); i++) {
        weight.access().requires_grad_(false);
        weight.increment();
      }
      if (Device.current() == Device.CUDA) {
        module.to(new org.bytedeco.pytorch.Device("cuda:0"), false);
      }
      module.retainReference();
      Scope.remember(1);
      return new TorchScript(module, new Whole());
    });
  }

  /** Whether what it takes has an argument of this name. */
  public boolean takes(String argument) {
    return Scope.call(() ->
        module
            .get_method("forward")
            .function()
            .getSchema()
            .argumentIndexWithName(argument)
            .has_value());
  }

  /** The whole module's one output for {@code input} where a named truth value is true. */
  public Tensor applyWith(String flag, Tensor input) {
    Scope.current();
    var named = new StringIValueMap();
    named.put(new BytePointer(flag), new IValue(true));
    return output(arguments -> module.forward(arguments, named), input);
  }

  /** The module's one output for {@code inputs} in order. */
  public Tensor apply(Tensor... inputs) {
    Scope.current();
    if (module.isNull()) {
      throw new IllegalStateException("a TorchScript module used after it was closed");
    }
    return switch (route) {
      case Whole _ -> output(module::forward, inputs);
      case Method(var name) ->
          output(arguments -> module.get_method(name).apply(arguments), inputs);
      case Chain(var length) -> chained(length, inputs);
    };
  }

  private static Tensor output(Function<IValueVector, IValue> f, Tensor... inputs) {
    var arguments = new IValueVector();
    for (Tensor input : inputs) {
      arguments.push_back(new IValue(input.raw()));
    }
    IValue output;
    try {
      output = f.apply(arguments);
    } catch (RuntimeException e) {
      throw new Failure("the TorchScript module failed: " + lastLine(e), e);
    }
    if (!output.isTensor()) {
      throw new Failure("the TorchScript module returns no single tensor");
    }
    return Tensor.share(output.toTensor());
  }

  private Tensor chained(int length, Tensor... inputs) {
    var children = module.children();
    var child = children.begin();
    Tensor[] x = inputs;
    for (int i = 0; i < length; i++) {
      var next = child.access();
      x = new Tensor[] {output(next::forward, x)};
      child.increment();
    }
    return x[0];
  }

  /**
   * The same module up to {@code layer}: what a method of this name returns, or what the children
   * up to the one of this name do, if all children applied in turn are the whole module. To be
   * closed itself.
   *
   * @param probe a batch, to see whether they are
   * @throws Misuse if there is no such layer, or the module is no chain of its children
   */
  public TorchScript upTo(String layer, Tensor probe) {
    return Scope.call(() -> {
      if (module.find_method(layer).has_value()) {
        return sharing(new Method(layer));
      }
      var names = children();
      if (!names.contains(layer)) {
        throw new Misuse("no layer '%s' among %s".formatted(layer, names));
      }
      if (!isChain(names.size(), probe)) {
        throw new Misuse(
            "what reaches layer '%s' cannot be told, as the module is not its children %s in turn"
                .formatted(layer, names));
      }
      return sharing(new Chain(names.indexOf(layer) + 1));
    });
  }

  private List<String> children() {
    var children = module.named_children();
    var child = children.begin();
    var names = new ArrayList<String>();
    for (long i = 0; i < children.size(); i++) {
      names.add(child.access().name().getString());
      child.increment();
    }
    return names;
  }

  private boolean isChain(int length, Tensor probe) {
    Tensor whole = apply(probe);
    try {
      Tensor chained = chained(length, probe);
      return Arrays.equals(whole.shape(), chained.shape())
          && whole.sub(chained).abs().sum().item() <= 1e-4 * (1 + whole.abs().sum().item());
    } catch (Failure _) {
      // A child that does not fit the one before it: no chain.
      return false;
    }
  }

  private TorchScript sharing(Route other) {
    module.retainReference();
    Scope.remember(1);
    return new TorchScript(module, other);
  }

  @Override
  public void close() {
    if (!module.isNull()) {
      module.releaseReference();
      Scope.forget(1);
    }
  }

  /** After a traceback. */
  private static String lastLine(RuntimeException e) {
    return said(e).reduce("", (_, line) -> line);
  }

  private static String firstLine(RuntimeException e) {
    return said(e).findFirst().orElse("");
  }

  /** The lines of a message, without where in the library it was thrown. */
  private static Stream<String> said(RuntimeException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .map(String::strip)
        .takeWhile(line -> !line.startsWith("Exception raised from"))
        .filter(line -> !line.isEmpty());
  }
}
