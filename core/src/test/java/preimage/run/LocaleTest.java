package preimage.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library where the user's language has a decimal comma and digits of its own. */
class LocaleTest {
  @TempDir private Path temporary;

  @Test
  void namesOfFilesAndReportsAreTheSameInEveryLanguage() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Abroad.class.getName(),
                temporary.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.startsWith("١٬٢٣٤\n"), "the digits of Egypt are in use");
    var written = said.substring(said.indexOf('\n'));
    for (var part :
        new String[] {
          "step-0001200.png",
          "from-0000000064.npz",
          "data_batch_5.bin",
          "1 of 3 values are not finite",
          "2 points, first 1, last 2",
          "62.50 % at the end"
        }) {
      assertTrue(written.contains(part), part);
    }
    assertTrue(written.chars().noneMatch(c -> c > 127 && Character.isDigit(c)), written);
  }
}
