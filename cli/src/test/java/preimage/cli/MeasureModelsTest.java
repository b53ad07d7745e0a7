package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.cli.MeasureTest.measure;
import static preimage.cli.MeasureTest.scores;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.net.Condition;

/** {@code measure} of what generators make, and of how it is seen. */
class MeasureModelsTest {
  @TempDir private Path folder;

  private Path generator(String name, Condition condition) {
    return Samples.generator(folder.resolve(name + ".safetensors"), condition);
  }

  @Test
  void oneClassifierSeesImagesOfTwoSizes() throws IOException {
    var model = generator("g", new Condition.None());
    var large = Samples.pictures(folder.resolve("large.npy"), 20, 1, 6, 6);
    var judge = Samples.classifier(folder.resolve("judge.safetensors")).toString();
    var how = new String[] {"--extractor", judge, "--metrics", "fid", "--json"};
    var one = scores(measure(large, model, how)).get(0);
    assertEquals("bilinear to 4×4", one.at("/manifest/resize").asText());
    assertEquals("none", one.at("/manifest/fake/resize").asText());
    assertTrue(one.get("value").asDouble() > 0);
    var alike = scores(measure(large, large, how)).get(0);
    assertEquals("bilinear to 4×4", alike.at("/manifest/resize").asText());
    assertTrue(alike.at("/manifest/fake/resize").isMissingNode());
    Said.misused(
        large + " and " + model + " were not seen alike: size is 1×6×6 and 1×4×4",
        measure(large, model, "--metrics", "fid"));
  }
}
