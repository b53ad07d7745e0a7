package preimage.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import preimage.spec.Misuse;
import preimage.work.Failure;

class TorchScriptTest {
  @TempDir private Path folder;

  private static byte[] module() {
    var name = "/preimage/net/generator-script.pt";
    try (var in = TorchScriptTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String failure(Executable act) {
    var sentence = assertThrows(Failure.class, act).getMessage();
    assertEquals(1, sentence.lines().count(), sentence);
    return sentence;
  }

  @Test
  void loadsAndApplies() throws IOException {
    var file = Files.write(folder.resolve("g.pt"), module());
    try (var module = TorchScript.load(file)) {
      Scope.run(() ->
          assertArrayEquals(new long[] {3, 1, 6, 6}, module.apply(Tensor.zeros(3, 4)).shape()));
    }
  }

  @Test
  void garbageIsNamed() throws IOException {
    var file = folder.resolve("g.pt");
    assertEquals(
        "there is no file " + file,
        assertThrows(Misuse.class, () -> TorchScript.load(file)).getMessage());
    for (int length : new int[] {0, 100, module().length / 2, module().length - 1}) {
      Files.write(file, Arrays.copyOf(module(), length));
      var sentence = failure(() -> TorchScript.load(file));
      assertTrue(sentence.startsWith(file + ": expected a TorchScript module; "), sentence);
    }
    var sentence = failure(() -> TorchScript.of("model", new byte[9]));
    assertTrue(sentence.startsWith("model: expected a TorchScript module; "), sentence);
  }

  @Test
  void aPassThatFailsSaysWhyInOneLine() {
    try (var module = TorchScript.of("g", module())) {
      Scope.run(() -> {
        var sentence = failure(() -> module.apply(Tensor.zeros(3, 5)));
        assertTrue(sentence.startsWith("the TorchScript module failed: "), sentence);
        assertTrue(sentence.contains("4"), sentence);
      });
    }
  }

  @Test
  void aClosedModuleSaysSo() {
    var module = TorchScript.of("g", module());
    module.close();
    module.close();
    Scope.run(() -> {
      var e = assertThrows(IllegalStateException.class, () -> module.apply(Tensor.zeros(1, 4)));
      assertEquals("a TorchScript module used after it was closed", e.getMessage());
    });
  }
}
