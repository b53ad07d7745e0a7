package preimage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import preimage.data.NamedSets;
import preimage.net.Layers;
import preimage.net.Models;
import preimage.spec.Listed;
import preimage.train.Games;

/** What people are told of all that has a name. */
public final class Topics {
  private Topics() {}

  private static Listed choice(String kind, String name, String summary) {
    return new Listed(name, kind, summary, List.of());
  }

  private static final List<Listed> CLIPS =
      List.of(
          choice("clip", "none", "latents may leave the prior's support; Lipton 2017"),
          choice("clip", "standard", "back to the edge of the support; Lipton 2017"),
          choice("clip", "stochastic", "what leaves is drawn anew; Lipton 2017"));

  private static final List<Listed> CLASSES =
      List.of(
          choice("choice of classes", "given", "that of the target's label"),
          choice("choice of classes", "all", "each in turn, of which the best end counts; ours"));

  /** All that has a name, by topic, as people are told of it. */
  public static SequencedMap<String, List<Listed>> all() {
    var topics = new LinkedHashMap<String, List<Listed>>();
    topics.put(
        "methods",
        Stream.of(
                Catalogs.CHOOSERS,
                Catalogs.MATCHINGS,
                Catalogs.IMPROVEMENTS,
                Catalogs.TRAININGS,
                Catalogs.CLASSIFIERS)
            .flatMap(catalog -> catalog.listed().stream())
            .distinct()
            .toList());
    topics.put("solvers", Catalogs.SOLVERS.listed());
    topics.put("starts", Catalogs.STARTS.listed());
    topics.put("distances", Catalogs.DISTANCES.listed());
    topics.put("restrictions", Catalogs.RESTRICTIONS.listed());
    topics.put("races", Catalogs.RACES.listed());
    topics.put("clips", CLIPS);
    topics.put("classes", CLASSES);
    topics.put("schedules", Catalogs.SCHEDULES.listed());
    topics.put("score-losses", Catalogs.SCORE_LOSSES.listed());
    topics.put("losses", Games.listed());
    topics.put("latent-searches", Games.LATENT_SEARCHES.listed());
    topics.put("metrics", Catalogs.METRICS.listed());
    topics.put("extractors", Catalogs.EXTRACTORS.listed());
    topics.put("backbones", Layers.BACKBONES.listed());
    topics.put("priors", Layers.PRIORS.listed());
    topics.put(
        "data",
        NamedSets.ALL.stream()
            .map(set -> new Listed(set.name(), "data set", set.title(), List.of()))
            .toList());
    topics.put(
        "models",
        Models.BUILT_IN.entrySet().stream()
            .map(m -> new Listed(m.getKey(), "model", m.getValue(), List.of()))
            .toList());
    topics.put("layers", Layers.ALL.listed());
    return topics;
  }
}
