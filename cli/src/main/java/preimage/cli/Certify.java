package preimage.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.data.Dataset;
import preimage.latent.Certificate;
import preimage.latent.Certification;
import preimage.latent.Latents;
import preimage.latent.Targets;
import preimage.latent.Verdict;
import preimage.net.Condition;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.report.CertificateReport;
import preimage.report.CertificateReport.Group;
import preimage.report.Report;
import preimage.report.TerminalRenderer;
import preimage.report.Words;
import preimage.run.CertificateFolder;
import preimage.run.Provenance;
import preimage.spec.Misuse;
import preimage.work.Progress;

/** {@code certify}: how far given latents can be believed. */
@Command(
    name = "certify",
    header = "Says how far latents can be believed: whether images tell them from others.",
    footer = {
      "preimage certify --model fashion-dcgan --latents z.npy --out certified",
      "preimage certify --model fashion-dcgan --latents z.npy --targets x.npy --out certified"
    })
final class Certify implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The generator: a built-in name or a .safetensors file.")
  private String model = "";

  @Option(
      names = "--latents",
      required = true,
      paramLabel = "z.npy|z.npz",
      description = "Latents (n, d), or the array z of a file.")
  private Path latents = Path.of("");

  @Option(
      names = "--targets",
      paramLabel = "x.npy",
      description = "The images (n, c, h, w) that they should give; their own unless told.")
  private Optional<String> targets = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "c.npy",
      description =
          "Class numbers (n) for a conditional generator; those of the latents' file, or in turn, unless given.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make: certificates.npz, certificates.jsonl, report.html.")
  private Path out = Path.of("");

  @Mixin private final Sets sets = new Sets();
  @Mixin private final Machine machine = new Machine();
  @Mixin private final Output output;

  Certify(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    return machine.device().call(() -> output.whole(this::certify));
  }

  private int certify(Progress progress) {
    try (var generator = Models.generator(model)) {
      if (generator.condition() instanceof Condition.Image) {
        throw new Misuse(
            model + " needs a condition image for each latent, which this cannot give");
      }
      if (targets.isPresent() && labels.isPresent()) {
        throw new Misuse("give --targets, with their labels, or --labels, not both");
      }
      float[][] z = Vectors.latents(latents);
      var set = targets.map(name -> sets.open(name, progress));
      refuse(generator, z, set);
      var classes = Vectors.classes(labels, Optional.of(latents), generator, z.length);
      var own = Latents.of(z, classes);
      // Reads all targets: what is wrong with one is said before anything is written.
      var words = words(set);
      var folder = new CertificateFolder(out);
      folder.prepare();
      var certificates =
          set.map(given -> Certification.certify(generator, Targets.of(given), z, progress))
              .orElseGet(() -> Certification.certify(generator, own, progress));
      folder.write(words, certificates);
      var groups = List.of(new Group(latents.toString(), certificates, new double[0]));
      int m = Math.toIntExact(generator.image().count());
      new Report(
              "Certificates of " + latents,
              "%,d latents of %s: %,d of them recovered."
                  .formatted(z.length, model, count(certificates, Verdict.RECOVERED)),
              CertificateReport.sections(groups, m, z[0].length),
              Words.flat(words))
          .write(folder.report());
      output.result(
          tree(certificates, folder), TerminalRenderer.render(CertificateReport.table(groups)));
      return Exit.DONE;
    }
  }

  private void refuse(Generator generator, float[][] z, Optional<Dataset> set) {
    int d = generator.prior().dimension();
    if (z[0].length != d) {
      throw new Misuse(
          "%s takes latents of %d components but those of %s have %d"
              .formatted(model, d, latents, z[0].length));
    }
    if (set.isEmpty()) {
      return;
    }
    var given = set.get();
    if (given.size() != z.length) {
      throw new Misuse(
          "%s holds %d latents but %s holds %d targets"
              .formatted(latents, z.length, given.name(), given.size()));
    }
    if (!given.shape().equals(generator.image())) {
      throw new Misuse(
          "%s makes images of %s but those of %s are %s"
              .formatted(model, generator.image(), given.name(), given.shape()));
    }
    if (generator.condition() instanceof Condition.Label(int classes)
        && (given.classes() < 1 || given.classes() > classes)) {
      throw new Misuse(
          "%s needs for each target one of %d classes but %s has %s"
              .formatted(
                  model,
                  classes,
                  given.name(),
                  given.classes() < 1 ? "no labels" : given.classes() + " classes"));
    }
  }

  private Map<String, Object> words(Optional<Dataset> set) {
    var words = new LinkedHashMap<String, Object>();
    words.put("model", model);
    words.put("model-sha256", Models.sha256(model));
    words.put("latents", latents.toString());
    set.ifPresentOrElse(
        s -> words.put("targets", Provenance.of(s)),
        () -> words.put("targets", "the images of the latents"));
    return words;
  }

  private static long count(List<Certificate> certificates, Verdict verdict) {
    return certificates.stream().filter(c -> c.verdict() == verdict).count();
  }

  private static Map<String, Object> tree(
      List<Certificate> certificates, CertificateFolder folder) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("latents", certificates.size());
    tree.put("verdicts", certificates.stream().map(c -> c.verdict().toString()).toList());
    tree.put("rank", certificates.stream().map(Certificate::rank).toList());
    tree.put("sigma_min", certificates.stream().map(Certificate::sigmaMin).toList());
    tree.put("kappa", certificates.stream().map(Certificate::kappa).toList());
    tree.put("error_bound", certificates.stream().map(Certificate::bound).toList());
    tree.put("forward_equivalents", certificates.stream().map(Certificate::cost).toList());
    tree.put("results", folder.results().toString());
    tree.put("report", folder.report().toString());
    return tree;
  }
}
