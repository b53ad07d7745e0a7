package preimage.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static preimage.io.Fixtures.assertFails;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles written by hand, since no honest program writes them. */
final class PickleTest {
  @TempDir Path folder;

  @Test
  void refusesToBuildAnythingElseByName() {
    assertRefused(
        "checkpoint.pt asks to build 'os.system', which a weights file has no need of",
        "cos\nsystem\n(S'echo'\ntR.");
    assertRefused("'posix.system'", "\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093.");
    assertRefused("asks to build 'subprocess.Popen'", "(S'ls'\nisubprocess\nPopen\n.");
    assertRefused(
        "'torch.nn.modules.container.Sequential', which a weights file has no need of; save the"
            + " module's state_dict() instead",
        "ctorch.nn.modules.container\nSequential\n)\u0081.");
    assertRefused(
        "'torch.ComplexFloatStorage', which a weights file has no need of; only dense tensors of"
            + " real numbers can be read",
        "ctorch\nComplexFloatStorage\n.");
    assertRefused("asks to build 'builtins.eval?[31m'", "cbuiltins\neval\u001b[31m\n.");
  }

  @Test
  void refusesOpcodesThatMakeObjects() {
    assertRefused("byte 26: opcode 129 has no place", "ccollections\nOrderedDict\n)\u0081.");
    assertRefused("opcode 111 has no place", "(ccollections\nOrderedDict\no.");
    assertRefused("opcode 130 has no place", "\u0082\u0001.");
  }

  @Test
  void refusesCallsAndStatesOfWhatIsNoCallable() {
    assertRefused("calls what is not a function", "S'os'\n)R.");
    assertRefused("what is not a dictionary", "]}b.");
    assertRefused("should be a tuple", "ccollections\nOrderedDict\nNR.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.",
        "N",
        "1.",
        "0.",
        "(.",
        "(t.2",
        "Na.",
        "}(NNNu.",
        "}]Ns.",
        "h\u0003.",
        "gx\n."
      })
  void refusesWhatTheStackCannotBear(String pickle) {
    var path = archive(pickle);
    assertFails("checkpoint.pt", path, () -> TorchCheckpoint.read(path));
  }

  @Test
  void doesNotBelieveLengths() {
    assertRefused("beyond its end", "X\u00ff\u00ff\u00ff\u007fabc.");
    assertRefused("beyond its end", "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffabc.");
    assertRefused("an integer of 300 bytes", "\u008b,\u0001\0\0" + "a".repeat(300) + ".");
    assertRefused("holds no tensors", "L" + "9".repeat(255) + "\n.");
    assertRefused("an integer was expected", "L" + "9".repeat(256) + "\n.");
    assertRefused("line of the pickle is too long", "V" + "a".repeat(5000) + "\n.");
  }

  @Test
  void staysCalmWhenContainersHoldThemselves() {
    assertRefused("nested too deep or too often", "]q\0h\0a.");
    var laughs = new StringBuilder("]q\0");
    for (char i = 0; i < 40; i++) {
      laughs.append("]q").append((char) (i + 1)).append('h').append(i).append('a');
      laughs.append('h').append(i).append('a');
    }
    assertRefused("nested too deep or too often", laughs + ".");
    assertRefused("keys of dictionaries should be", "}]q\0h\0aNs.");
  }

  @Test
  void namesAreTexts() {
    assertRefused("the names of a module and of what is in it", "]q\0h\0aN\u0093.");
    assertRefused("the names of a module and of what is in it", "\u008c\u0001aK\u0001\u0093.");
  }

  @Test
  void whatIsRememberedIsNotCopiedEachTime() {
    int many = 30_000;
    var pairs = "](" + "h\0".repeat(many) + "e";
    var start = "(S'a'\nNtq\0" + pairs + "\u0085q\1";
    var dictionaries = "ccollections\nOrderedDict\nq\2" + "h\2h\1R0".repeat(many);
    assertRefused(
        "OrderedDicts are made of more items than the pickle has bytes",
        start + dictionaries + ".");
    var sets = "cbuiltins\nset\nq\2](" + "h\2h\1R".repeat(many) + "e";
    assertRefused("holds no tensors", start + sets + "N.");
  }

  @Test
  void readsTensorsOfTheOldestKind() {
    var path = archive(tensor(6, 1, "I2\nI2\n", "I1\nI2\n"));
    var array = TorchCheckpoint.read(path).values().iterator().next();
    assertEquals(List.of(2, 2), array.shape());
    assertArrayEquals(new float[] {1, 3, 2, 4}, array.floats());
  }

  @Test
  void passesOverPlainValues() {
    var others = "}S'a'\nc_codecs\nencode\n(S'x'\nS'latin1'\ntRsS'b'\ncbuiltins\nset\n(]tRs";
    var path = archive(others + "S'w'\n" + tensor(6, 0, "I6\n", "I1\n").replace("R.", "Rs."));
    assertEquals(Set.of("w"), TorchCheckpoint.read(path).keySet());
  }

  @Test
  void refusesViewsBeyondTheirStorage() {
    assertRefused("goes beyond its storage of 6 values", tensor(6, 3, "I2\nI2\n", "I2\nI1\n"));
    assertRefused("goes beyond its storage of 6 values", tensor(6, 7, "I0\n", "I1\n"));
    assertRefused("goes beyond", tensor(6, 0, "I2147483647\n", "I4611686018427387903\n"));
    assertRefused("whole numbers from 0", tensor(6, 0, "I2\n", "I-1\n"));
    assertRefused("as many strides as sizes", tensor(6, 0, "I2\n", ""));
    assertRefused("should take 400000000000 bytes", tensor(100_000_000_000L, 0, "I1\n", "I1\n"));
    assertRefused("far larger than the file", tensor(6, 0, "I2147483647\n", "I0\n"));
  }

  private void assertRefused(String words, String pickle) {
    var path = archive(pickle);
    assertFails(words, path, () -> TorchCheckpoint.read(path));
  }

  private static String tensor(long count, long offset, String shape, String strides) {
    return "ctorch._utils\n_rebuild_tensor\n((S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nL"
        + (count + "\ntQL" + offset + "\n(" + shape + "t(" + strides + "ttR.");
  }

  /** An archive of this pickle and of a storage '0' of the floats 0 to 5. */
  private Path archive(String pickle) {
    var floats = NdArray.of(new float[] {0, 1, 2, 3, 4, 5}).bytes();
    var storage = new String(floats, StandardCharsets.ISO_8859_1);
    var zip = Fixtures.zip(Map.of("archive/data.pkl", pickle, "archive/data/0", storage));
    try {
      return Files.write(folder.resolve("checkpoint.pt"), zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
