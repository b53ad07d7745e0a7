package preimage.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.latent.Features;
import preimage.latent.Matched;
import preimage.latent.PixelSpace;
import preimage.latent.Recovery;
import preimage.latent.Targets;
import preimage.net.Models;
import preimage.report.MatchedReport;
import preimage.report.Report;
import preimage.report.TerminalRenderer;
import preimage.report.Words;
import preimage.run.MatchedFolder;
import preimage.run.Provenance;
import preimage.search.Outcome;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** {@code recover --from features}: the images that a network cannot tell from others. */
record RecoverImages(String model, String layer, Optional<String> method, long seed, Path out) {

  int recover(Dataset set, Progress progress, Output output) {
    var recovery = Matched.by(Catalogs.MATCHINGS.parse(method.orElse("matching")), features());
    refuse(set);
    var words = words(recovery, set);
    var folder = new MatchedFolder(out);
    folder.prepare();
    var images = set.range(0, set.size());
    var space = new PixelSpace(images.shape());
    var matched = new Matched(images, recovery.recover(space, Targets.of(images), seed, progress));
    folder.write(words, matched);
    new Report(
            "Images with the features of " + set.name(),
            "%,d targets, as layer %s of %s sees them.".formatted(set.size(), layer, model),
            MatchedReport.sections(matched),
            Words.flat(words))
        .write(folder.report());
    output.result(tree(matched, folder), TerminalRenderer.render(MatchedReport.table(matched)));
    return matched.outcomes().contains(Outcome.DIVERGED) ? Exit.DIVERGED : Exit.DONE;
  }

  private Features features() {
    return new Features(model, layer);
  }

  /** Before anything is written. */
  private void refuse(Dataset set) {
    try (var map = Models.features(model, layer)) {
      if (!map.image().equals(set.shape())) {
        throw new Misuse(
            "%s takes images of %s but those of %s are %s"
                .formatted(model, map.image(), set.name(), set.shape()));
      }
    }
    if (set.size() < 1) {
      throw new Misuse(set.name() + " holds no targets");
    }
  }

  private Map<String, Object> words(Recovery recovery, Dataset set) {
    var words = new LinkedHashMap<String, Object>();
    words.put("method", Catalogs.MATCHINGS.describe(recovery));
    words.put("model", model);
    words.put("model-sha256", Models.sha256(model));
    words.put("layer", layer);
    words.put("seed", seed);
    words.put("dataset", Provenance.of(set));
    return words;
  }

  private static Map<String, Object> tree(Matched matched, MatchedFolder folder) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("targets", matched.count());
    tree.put("loss", matched.loss());
    tree.put("pixel_error", matched.pixelError());
    tree.put("outcomes", matched.outcomes().stream().map(Enum::name).toList());
    tree.put("forward_equivalents", matched.recovered().costs());
    tree.put("results", folder.results().toString());
    tree.put("report", folder.report().toString());
    return tree;
  }
}
