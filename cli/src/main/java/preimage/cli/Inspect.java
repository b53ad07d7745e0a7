package preimage.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import preimage.data.NamedSet;
import preimage.data.NamedSets;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.io.Npz;
import preimage.io.Safetensors;
import preimage.io.TorchCheckpoint;
import preimage.net.ModelCard;
import preimage.net.Models;
import preimage.spec.Misuse;
import preimage.spec.Near;
import preimage.work.Failure;

/** {@code inspect}: what a file, a model or a run is. */
@Command(
    name = "inspect",
    header = "Says what a model, a run's folder or a file is.",
    footer = {"preimage inspect fashion-dcgan", "preimage inspect recovered/recovered.npz"})
final class Inspect implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE|MODEL|RUN",
      description =
          "A built-in model, a run's folder, .safetensors, .npy, .npz, .pt or a data set.")
  private String what = "";

  @Mixin private final Sets sets = new Sets();
  @Mixin private final Output output;

  Inspect(Console console) {
    this.output = new Output(console);
  }

  @Override
  public Integer call() {
    var inspection = inspection();
    output.result(inspection.tree(), inspection.text());
    return Exit.DONE;
  }

  private Inspection inspection() {
    if (Models.BUILT_IN.containsKey(what)) {
      return model(Models.stored(what));
    }
    var path = Path.of(what);
    if (Files.isDirectory(path) && Files.exists(path.resolve("run.json"))) {
      return run(path);
    }
    if (what.endsWith(".safetensors")) {
      return model(Safetensors.read(path));
    }
    if (what.endsWith(".npy")) {
      return array(Npy.read(path));
    }
    if (what.endsWith(".npz")) {
      return npz(Npz.read(path));
    }
    if (what.matches(".*\\.(pt|pth|th|ckpt)")) {
      return named(arrays(TorchCheckpoint.read(path)));
    }
    refuseSlip();
    return data();
  }

  /** What is nearly the name of a model is no data set that cannot be found. */
  private void refuseSlip() {
    var names =
        Stream.concat(Models.BUILT_IN.keySet().stream(), NamedSets.ALL.stream().map(NamedSet::name))
            .toList();
    var name = what.split("[:\\[]", 2)[0];
    var hint = names.contains(name) ? "" : Near.hint(name, names);
    if (!hint.isEmpty() && !Files.exists(Path.of(name)) && !Files.exists(Path.of(what))) {
      throw new Misuse(
          "no file or folder '%s' and no such model or data set among %s%s"
              .formatted(what, names, hint));
    }
  }

  private Inspection model(Safetensors stored) {
    var card = stored.metadata().get("preimage");
    return card == null
        ? named(arrays(stored.tensors()))
        : Inspection.of(what, ModelCard.parse(card, what));
  }

  private Inspection run(Path folder) {
    var file = folder.resolve("run.json");
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> words = new JsonMapper().readValue(Files.readString(file), Map.class);
      return named(words);
    } catch (JsonProcessingException e) {
      throw new Failure(file + ": expected JSON; " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private Inspection array(NdArray array) {
    return named(Map.of("array", text(array)));
  }

  private Inspection npz(Npz file) {
    var facts = arrays(file.arrays());
    file.strings().forEach((name, texts) -> facts.put(name, "text " + texts.size()));
    return named(facts);
  }

  private Inspection data() {
    var set = sets.open(what, output.progress());
    var facts = new LinkedHashMap<String, Object>();
    facts.put("images", set.size());
    facts.put("shape", set.shape().toString());
    facts.put("classes", set.classes());
    facts.put("sha256", set.sha256());
    return named(facts);
  }

  private Inspection named(Map<String, Object> facts) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", what);
    tree.putAll(facts);
    return new Inspection(tree);
  }

  private static Map<String, Object> arrays(Map<String, NdArray> arrays) {
    var facts = new LinkedHashMap<String, Object>();
    arrays.forEach((name, array) -> facts.put(name, text(array)));
    return facts;
  }

  private static String text(NdArray array) {
    var sizes = array.shape().stream().map(String::valueOf).collect(joining("×"));
    return array.type().name().toLowerCase(Locale.ROOT) + " " + sizes;
  }
}
