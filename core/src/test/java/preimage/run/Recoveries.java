package preimage.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.data.Datasets;
import preimage.io.NdArray;
import preimage.io.Npy;
import preimage.latent.Sampling;
import preimage.net.Architecture;
import preimage.net.Condition;
import preimage.net.Initialisation;
import preimage.net.LatentPrior;
import preimage.net.Model;
import preimage.net.ModelCard;
import preimage.net.Models;
import preimage.net.Network;
import preimage.tensor.Rng;
import preimage.work.Progress;

/** Recoveries that take a moment: of 1×size×size images of a small generator. */
record Recoveries(Path folder, int size, int count) {
  static final String METHOD = "recovery(start=prior, solver=adam(steps=3), restarts=2, enough=0)";

  /** Writes the generator, the images {@code x.npy} and their latents {@code z.npy}. */
  static Recoveries in(Path folder, int size, int count) {
    var all = new Recoveries(folder, size, count);
    all.write();
    return all;
  }

  Path model() {
    return folder.resolve("g.safetensors");
  }

  Path targets() {
    return folder.resolve("x.npy");
  }

  Path latents() {
    return folder.resolve("z.npy");
  }

  /** Between linear layer and picture stands {@code activation}. */
  void writeGenerator(String activation) {
    var layers =
        "linear(out=%d)%s.then(reshape(channels=1, height=%d, width=%d))"
            .formatted(size * size, activation, size, size);
    var architecture = Architecture.parse("3 " + layers);
    var prior = new LatentPrior.Normal(3);
    var card = ModelCard.generator(architecture, prior, new Condition.None(), Map.of());
    try (var network = Network.initialise(architecture, new Initialisation.Uniform(), Rng.of(2))) {
      Model.stored(card, network.weights().asMap()).write(model());
    }
  }

  private void write() {
    writeGenerator(".then(tanh)");
    try (var generator = Models.generator(model().toString())) {
      var z = Sampling.latents(generator, count, 1);
      var x = Sampling.images(generator, z, new int[0]);
      var flat = new float[count * 3];
      for (int i = 0; i < count; i++) {
        System.arraycopy(z[i], 0, flat, 3 * i, 3);
      }
      Npy.write(latents(), NdArray.of(flat, count, 3));
      Npy.write(targets(), NdArray.of(x.pixels(), count, 1, size, size));
    }
  }

  RecoveryRecipe recipe() {
    return recipe(METHOD, Datasets.open(targets().toString()), 5, Optional.empty());
  }

  RecoveryRecipe recipe(String method, Dataset targets, long seed, Optional<TrueLatents> truth) {
    return new RecoveryRecipe(
        Catalogs.RECOVERIES.parse(method),
        model().toString(),
        targets,
        Optional.empty(),
        truth,
        seed);
  }

  RecoveryResults recover(Path out, boolean resume, RecoveryRecipe recipe, Progress progress) {
    try (var generator = Models.generator(model().toString())) {
      return new RecoveryRun(recipe, new RecoveryFolder(out), resume).run(generator, progress);
    }
  }

  RecoveryResults recover(Path out, boolean resume, RecoveryRecipe recipe) {
    return recover(out, resume, recipe, Progress.silent());
  }
}
