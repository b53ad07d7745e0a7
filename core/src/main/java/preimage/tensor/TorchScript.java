package preimage.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.global.torch;
import preimage.work.Failure;

/** A network that Python compiled: a frozen function of tensors, differentiated by libtorch. */
public final class TorchScript implements AutoCloseable {
  private final JitModule module;

  private TorchScript(JitModule module) {
    this.module = module;
  }

  /**
   * Reads a module in evaluation mode, its weights constant.
   *
   * @throws Failure if the file is not one
   */
  public static TorchScript load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Failure("there is no file " + file);
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
      return new TorchScript(module);
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

  /** The module's one output for {@code inputs} in order. */
  public Tensor apply(Tensor... inputs) {
    return apply(Map.of(), inputs);
  }

  /** The module's one output for {@code inputs} in order, and truth values by name. */
  public Tensor apply(Map<String, Boolean> flags, Tensor... inputs) {
    Scope.current();
    var named = new StringIValueMap();
    flags.forEach((name, value) -> named.put(new BytePointer(name), new IValue(value)));
    var arguments = new IValueVector();
    for (Tensor input : inputs) {
      arguments.push_back(new IValue(input.raw()));
    }
    if (module.isNull()) {
      throw new IllegalStateException("a TorchScript module used after it was closed");
    }
    IValue output;
    try {
      output = module.forward(arguments, named);
    } catch (RuntimeException e) {
      throw new Failure("the TorchScript module failed: " + lastLine(e), e);
    }
    if (!output.isTensor()) {
      throw new Failure("the TorchScript module returns no single tensor");
    }
    return Tensor.share(output.toTensor());
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
    return String.valueOf(e.getMessage()).strip().lines().reduce("", (_, line) -> line);
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
