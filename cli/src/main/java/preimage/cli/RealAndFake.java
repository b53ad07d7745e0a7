package preimage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import preimage.Catalogs;
import preimage.metric.ClassifierFeatures;
import preimage.metric.Extractor;
import preimage.metric.Sample;
import preimage.metric.ScriptFeatures;
import preimage.metric.SqueezeNet;
import preimage.net.Models;
import preimage.run.ClassifierFolder;
import preimage.run.SampleSource;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** Real and generated samples, and what sees them. */
final class RealAndFake {
  private static final int MADE = 10_000;

  @Option(
      names = "--real",
      required = true,
      paramLabel = "x.npy|SET|features.npy",
      description = "Images, or features (n, d) of them.")
  private String real = "";

  @Option(
      names = "--fake",
      required = true,
      paramLabel = "MODEL|SET|x.npy|features.npy",
      description = "A generator, a data set, images of one, or their features.")
  private String fake = "";

  @Option(
      names = "--extractor",
      paramLabel = "NAME|FILE|DIR",
      description =
          "What sees images: a classifier (its training's folder, or .safetensors), a TorchScript"
              + " module (.pt file), or one of 'list extractors'; pixels unless told.")
  private Optional<String> extractor = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Take so many samples of each; all, and as many of a generator, unless told.")
  private Optional<Integer> count = Optional.empty();

  @Option(
      names = "--real-labels",
      paramLabel = "c.npy",
      description = "Class numbers (n) of the real samples, instead of the set's own.")
  private Optional<Path> realLabels = Optional.empty();

  @Option(
      names = "--fake-labels",
      paramLabel = "c.npy",
      description = "Class numbers (n) of the generated samples; a generator is told them.")
  private Optional<Path> fakeLabels = Optional.empty();

  @Option(
      names = "--latents",
      paramLabel = "z.npy|z.npz",
      description = "What MODEL makes of these latents, the array z, instead of its prior's.")
  private Optional<Path> latents = Optional.empty();

  @Option(
      names = "--pairs",
      paramLabel = "improved.npz",
      description =
          "What MODEL makes of the pairs of latents in the arrays z0 and z, each beside the other.")
  private Optional<Path> pairs = Optional.empty();

  @Option(
      names = "--conditions",
      paramLabel = "SET",
      description =
          "Images that a MODEL of images makes its own of; as often as needed, one for each of"
              + " --pairs.")
  private Optional<String> conditions = Optional.empty();

  /** Both samples as the extractor sees them. */
  record Seen(Sample real, Sample fake) {}

  Seen see(Sets sets, long seed, Progress progress) {
    if (count.isPresent() && count.get() < 1) {
      throw new Misuse("count must be at least 1 but was " + count.get());
    }
    var ofReal =
        new SampleSource(
            real, realLabels.map(RealAndFake::labels), Optional.empty(), Optional.empty());
    var ofFake = new SampleSource(fake, fakeLabels.map(RealAndFake::labels), latents(), conditions);
    if (ofReal.isFeatures() != ofFake.isFeatures()) {
      throw new Misuse(
          "%s holds features but %s does not; give features or images of both"
              .formatted(ofReal.isFeatures() ? real : fake, ofReal.isFeatures() ? fake : real));
    }
    if (ofReal.isFeatures()) {
      if (extractor.isPresent()) {
        throw new Misuse("--extractor sees images, but both files hold features");
      }
      return new Seen(ofReal.features(count), ofFake.features(count));
    }
    var eye = extractor(extractor.orElse("pixels"));
    var first = ofReal.images(eye, count, MADE, seed, set -> sets.open(set, progress), progress);
    int n = first.features().count();
    var second = ofFake.images(eye, count, n, seed, set -> sets.open(set, progress), progress);
    return new Seen(first, second);
  }

  private static SampleSource.Labels labels(Path file) {
    return SampleSource.Labels.of(file, Vectors.labels(file));
  }

  private Optional<SampleSource.Latents> latents() {
    if (latents.isPresent() && pairs.isPresent()) {
      throw new Misuse("give --latents or --pairs, not both");
    }
    return latents
        .map(file -> SampleSource.Latents.of(file, Vectors.latents(file), 1, Vectors.told(file, 1)))
        .or(() ->
            pairs.map(file ->
                SampleSource.Latents.of(file, Vectors.pairs(file), 2, Vectors.told(file, 2))));
  }

  /** What a name, a file or a spec of a listed one says. */
  private static Extractor extractor(String text) {
    var path = Path.of(text);
    if (Files.isDirectory(path)) {
      return new ClassifierFeatures(new ClassifierFolder(path).classifier().toString());
    }
    boolean file = Files.isRegularFile(path);
    if (Models.BUILT_IN.containsKey(text) || text.endsWith(".safetensors")) {
      return new ClassifierFeatures(text);
    }
    if (file && text.endsWith(".npz")) {
      return new SqueezeNet(text);
    }
    return file ? new ScriptFeatures(text) : Catalogs.EXTRACTORS.parse(text);
  }
}
