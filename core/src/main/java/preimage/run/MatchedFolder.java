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
   * Makes an empty folder ready for a run of this recipe.
   *
   * @throws preimage.spec.Misuse if the folder holds anything
   * @throws preimage.work.Failure if it cannot be made or written to
   */
  public void prepare(Map<String, Object> words) {
    new Folder(folder).makeFresh();
    RunFile.in(folder).write(words);
  }

  /** Writes what was found. */
  public void write(Matched matched) {
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
