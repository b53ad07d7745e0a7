package preimage.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  @Test
  void putsASectionWhereItStoodAndKeepsTheOthers(@TempDir Path folder) throws IOException {
    var page = new Page(folder.resolve("speed.md"), "Speed");
    page.put("First", "one\n");
    page.put("Second", "| a |\n| --: |\n\ntext with ## inside\n\n### and a part");
    page.put("First", "\nuno");
    page.put("Third", "three");
    assertEquals(
        """
        # Speed

        ## First

        uno

        ## Second

        | a |
        | --: |

        text with ## inside

        ### and a part

        ## Third

        three
        """,
        Files.readString(page.file()));
  }
}
