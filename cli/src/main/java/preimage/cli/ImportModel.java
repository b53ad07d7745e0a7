package preimage.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import preimage.net.Model;
import preimage.net.ModelImport;
import preimage.spec.Misuse;

/** {@code import}: a model out of PyTorch's files. */
@Command(
    name = "import",
    header = "Makes a model of a PyTorch state dict or a TorchScript module.",
    description = {
      "",
      "FILE.json holds kind (generator, critic, classifier); input, such as 1x28x28, and layers,"
          + " such as",
      "conv(out=64, kernel=4).then(relu), neither for TorchScript, which needs image instead;"
          + " prior, such as",
      "uniform(dimension=100), for generators; condition; range, such as [-1, 1], or normalisation"
          + " with mean",
      "and std; and prefix, what the names of the weights begin with. See 'preimage list layers'."
    },
    footer = "preimage import --architecture dcgan.json --weights dcgan.pt --out dcgan.safetensors")
final class ImportModel implements Callable<Integer> {
  @Option(
      names = "--architecture",
      required = true,
      paramLabel = "FILE.json",
      description = "What the weights are.")
  private Path architecture = Path.of("");

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "A state dict in either of PyTorch's formats, or a TorchScript module.")
  private Path weights = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL.safetensors",
      description = "The model to write.")
  private Path out = Path.of("");

  @Mixin private final Output output;

  ImportModel(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    if (!out.toString().endsWith(".safetensors")) {
      throw new Misuse("--out must end with .safetensors but was " + out);
    }
    var stored = ModelImport.read(architecture, weights);
    stored.write(out);
    try (var model = Model.read(out)) {
      var inspection = Inspection.of(out.toString(), model.card());
      output.result(inspection.tree(), inspection.text());
    }
    return Exit.DONE;
  }
}
