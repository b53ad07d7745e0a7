package preimage.tensor;

import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;

/** Small TorchScript modules, written by libtorch itself. */
public final class Scripts {
  private Scripts() {}

  /** tanh(3x) by two children, with a method that doubles. */
  public static void chain(Path file) {
    write(
        file,
        """
        def forward(self, x):
          return self.second.forward(self.first.forward(x))

        def doubled(self, x):
          return 2 * x
        """);
  }

  /** The same children, but what reaches the first is not what came in. */
  public static void knot(Path file) {
    write(file, "def forward(self, x):\n  return self.second.forward(self.first.forward(x + 1))\n");
  }

  /** A module without children or weights, whose forward is {@code code}. */
  public static void script(Path file, String code) {
    try (var _ = new PointerScope()) {
      module("Whole", code).save(file.toString());
    }
  }

  private static void write(Path file, String code) {
    try (var _ = new PointerScope()) {
      var module = module("Whole", "");
      module.register_module("first", module("First", "def forward(self, x):\n  return 3 * x\n"));
      module.register_module(
          "second", module("Second", "def forward(self, x):\n  return x.tanh()\n"));
      module.define(code);
      module.save(file.toString());
    }
  }

  private static JitModule module(String name, String code) {
    var module = new JitModule(new QualifiedName("__torch__." + name));
    if (!code.isEmpty()) {
      module.define(code);
    }
    return module;
  }
}
