package preimage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import preimage.data.NamedSets;
import preimage.net.Backbone;
import preimage.net.LatentPrior;
import preimage.net.Layers;
import preimage.net.Models;
import preimage.spec.Catalog;
import preimage.spec.Listed;
import preimage.train.GanLoss;
import preimage.train.GanTraining;

/** The registration file: one line for each built-in method, data set and model. */
public final class Catalogs {
  private Catalogs() {}

  public static final Catalog<GanLoss> LOSSES =
      Catalog.of("loss", GanLoss.class)
          .add("non-saturating", new GanLoss.NonSaturating(), "log-likelihoods; Goodfellow 2014");

  public static final Catalog<GanTraining> TRAININGS =
      Catalog.of("training", GanTraining.class)
          .nest(GanLoss.class, LOSSES)
          .nest(Backbone.class, Layers.BACKBONES)
          .nest(LatentPrior.class, Layers.PRIORS)
          .add("gan", new GanTraining(), "generator against critic; Radford 2015");

  /** All that has a name, by topic, as people are told of it. */
  public static SequencedMap<String, List<Listed>> topics() {
    var topics = new LinkedHashMap<String, List<Listed>>();
    topics.put("methods", TRAININGS.listed());
    topics.put("losses", LOSSES.listed());
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
