package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program where users write numbers in another way. */
class LanguageTest {
  @ParameterizedTest
  @CsvSource({"de, DE", "ar, EG", "hi, IN"})
  void numbersAreWrittenAsEverywhere(String language, String country)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-Djava.locale.providers=CLDR",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "inspect",
                "fashion-dcgan")
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(Exit.DONE, process.waitFor(), said);
    assertEquals(Shell.run("inspect", "fashion-dcgan").out(), said);
    assertTrue(said.lines().anyMatch(line -> line.matches("parameters +759,680")), said);
  }
}
