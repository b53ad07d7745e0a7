package preimage.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static preimage.io.Fixtures.assertFails;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixtures were written by PyTorch 2.15; what they hold, by NumPy. */
final class TorchCheckpointTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zip.pt", "legacy.pt"})
  void readsWhatPyTorchWroteInItsOrder(String name) {
    var expected = Npz.read(Source.of("expected.npz", Fixtures.bytes("expected.npz"))).arrays();
    var actual = TorchCheckpoint.read(Source.of(name, Fixtures.bytes(name)), "");
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach((key, array) -> {
      var read = actual.getOrDefault(key, array);
      assertEquals(array.shape(), read.shape(), key);
      assertArrayEquals(array.longs(), read.longs(), key);
      assertArrayEquals(array.doubles(), read.doubles(), key);
    });
  }

  @Test
  void keepsTheTypesOfTheFile() {
    var types = read("types.");
    assertEquals(NdArray.Type.BFLOAT16, Objects.requireNonNull(types.get("bfloat")).type());
    assertEquals(NdArray.Type.FLOAT16, Objects.requireNonNull(types.get("half")).type());
    assertEquals(NdArray.Type.BOOL, Objects.requireNonNull(types.get("bool")).type());
    assertEquals(List.of(), Objects.requireNonNull(types.get("scalar")).shape());
    assertEquals(List.of(0, 3), Objects.requireNonNull(types.get("empty")).shape());
  }

  @Test
  void stripsThePrefixAndKeepsWhatBearsIt() {
    var names = List.copyOf(read("state_dict.module.").keySet());
    assertEquals(List.of("0.weight", "0.bias", "1.weight"), names.subList(0, 3));
    assertEquals(9, names.size());
  }

  @Test
  void namesSomeTensorsWhereNoneBearsThePrefix() {
    var path = write("zip.pt", Fixtures.bytes("zip.pt"));
    assertFails(
        "no tensor begins with 'generator.'; the first are 'state_dict.module.0.weight'",
        path,
        () -> TorchCheckpoint.read(path, "generator."));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 200, 3000, 5900})
  void refusesWhatIsCutOff(int length) {
    for (var name : List.of("zip.pt", "legacy.pt")) {
      var path = write(name, Arrays.copyOf(Fixtures.bytes(name), length));
      assertFails("byte ", path, () -> TorchCheckpoint.read(path));
    }
  }

  @Test
  void refusesWhatGoesOnTooLong() {
    for (var name : List.of("zip.pt", "legacy.pt")) {
      var whole = Fixtures.bytes(name);
      var path = write(name, Arrays.copyOf(whole, whole.length + 5));
      assertFails("end", path, () -> TorchCheckpoint.read(path));
    }
  }

  @Test
  void refusesOtherFilesByName() {
    var text = write("notes.pt", "weights".getBytes(StandardCharsets.UTF_8));
    assertFails("byte 0: a PyTorch state dict was expected", text, () -> read(text));
    var other = write("other.pt", Fixtures.zip(Map.of("readme", "hello")));
    assertFails("holds no NAME/data.pkl", other, () -> read(other));
    var script =
        write("script.pt", Fixtures.zip(Map.of("m/data.pkl", "N.", "m/constants.pkl", "N.")));
    assertFails("this is a TorchScript module, not a state dict", script, () -> read(script));
    var big = write("big.pt", Fixtures.zip(Map.of("m/data.pkl", "N.", "m/byteorder", "big")));
    assertFails("should be little-endian, not 'big'", big, () -> read(big));
  }

  @Test
  void survivesDamage() {
    var zip = List.of(Fixtures.bytes("zip.pt"));
    Fuzz.parser("torch zip", zip, bytes -> TorchCheckpoint.read(Source.of("a.pt", bytes), ""));
    var legacy = List.of(Fixtures.bytes("legacy.pt"));
    Fuzz.parser(
        "torch legacy", legacy, bytes -> TorchCheckpoint.read(Source.of("a.pt", bytes), ""));
  }

  private static Map<String, NdArray> read(Path path) {
    return TorchCheckpoint.read(path);
  }

  private Map<String, NdArray> read(String prefix) {
    return TorchCheckpoint.read(write("zip.pt", Fixtures.bytes("zip.pt")), prefix);
  }

  private Path write(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
