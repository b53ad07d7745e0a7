package preimage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import preimage.io.Fuzz;
import preimage.latent.Classes;
import preimage.latent.Clip;
import preimage.net.Architecture;
import preimage.net.Layers;
import preimage.spec.Catalog;
import preimage.spec.Listed;
import preimage.train.Games;

/** What holds of every entry of every catalog. */
class CatalogsTest {
  private static final List<Catalog<?>> ALL =
      List.of(
          Games.LOSSES,
          Games.LATENT_SEARCHES,
          Catalogs.TRAININGS,
          Catalogs.CLASSIFIERS,
          Catalogs.SCHEDULES,
          Catalogs.SOLVERS,
          Catalogs.RACES,
          Catalogs.STARTS,
          Catalogs.DISTANCES,
          Catalogs.RESTRICTIONS,
          Catalogs.CHOOSERS,
          Catalogs.RECOVERIES,
          Catalogs.MATCHINGS,
          Catalogs.METRICS,
          Catalogs.EXTRACTORS,
          Catalogs.SCORE_LOSSES,
          Catalogs.IMPROVEMENTS,
          Layers.ALL,
          Layers.PRIORS,
          Layers.CONDITIONS,
          Layers.BACKBONES);

  @Test
  void everyEntryIsReadAsItIsWritten() {
    ALL.forEach(CatalogsTest::roundTrip);
  }

  private static <T> void roundTrip(Catalog<T> catalog) {
    for (var entry : catalog.entries()) {
      T value = entry.prototype();
      assertEquals(value, catalog.parse(catalog.format(value)));
      assertEquals(value, catalog.parse(catalog.describe(value)));
      assertEquals(value, catalog.ofJson(catalog.json(value)));
    }
  }

  @Test
  void choicesAreListedAsTheyAre() {
    assertEquals(names(Clip.values()), listed("clips"));
    assertEquals(names(Classes.values()), listed("classes"));
  }

  private static List<String> names(Enum<?>... choices) {
    return Stream.of(choices).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static List<String> listed(String topic) {
    return Topics.all().get(topic).stream().map(Listed::name).toList();
  }

  @Test
  void everythingListedSaysWhatItIs() {
    Topics.all()
        .values()
        .forEach(topic -> topic.forEach(entry -> assertFalse(entry.summary().isBlank())));
  }

  @Test
  void architecturesAreReadOrRefusedInOneSentence() {
    Fuzz.parser(
        "architecture",
        List.of(
                "100 linear(out=6272).then(reshape(channels=128, height=7, width=7)).then(batch-norm)"
                    + ".then(deconv(out=64, kernel=4, stride=2, pad=1)).then(leaky-relu(slope=0.2))",
                "1x28x28 conv(out=8, kernel=3, pad=1).then(residual(body=conv(out=8, kernel=3, pad=1)))"
                    + ".then(average-pool).then(flatten).then(dropout).then(linear(out=10, bias=false))")
            .stream()
            .map(text -> text.getBytes(UTF_8))
            .toList(),
        bytes -> {
          var read = Architecture.parse(new String(bytes, UTF_8));
          assertEquals(read, Architecture.parse(read.toString()));
        });
  }
}
