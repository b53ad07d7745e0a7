package preimage.run;

import java.nio.file.Path;
import java.util.Map;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.latent.Matched;

/** The files of a search for images whose features match. */
public record MatchedFolder(Path folder) {
  /**
   * {@code image} (n, c, h, w), {@code loss} (n), {@code pixel_error} (n), {@code outcome} (n),
   * {@code forward_equivalents} (n).
   */
  public Path results() {
    return plain().results();
  }

  public Path report() {
    return plain().report();
  }

  private RecoveryFolder plain() {
    return new RecoveryFolder(folder);
  }

  /**
   * Makes the folder; until results are written it stays empty.
   *
   * @throws preimage.spec.Misuse if it holds anything
   * @throws preimage.work.Failure if it cannot be made
   */
  public void prepare() {
    new Folder(folder).makeFresh();
  }

  /** Writes the recipe of the run and what was found. */
  public void write(Map<String, Object> words, Matched matched) {
    RunFile.in(folder).write(words);
    int n = matched.count();
    var images = matched.recovered().images();
    var shape = images.shape();
    Npz.empty()
        .with("image", NdArray.of(images.pixels(), n, shape.size(0), shape.size(1), shape.size(2)))
        .with("loss", NdArray.of(matched.loss(), n))
        .with("pixel_error", NdArray.of(matched.pixelError(), n))
        .with("outcome", matched.outcomes().stream().map(Enum::name).toList())
        .with("forward_equivalents", NdArray.of(matched.recovered().costs(), n))
        .write(results());
  }
}
