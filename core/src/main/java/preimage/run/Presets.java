package preimage.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import preimage.spec.Listed;
import preimage.spec.Misuse;
import preimage.spec.Near;

/** Recipes with a name: published settings, and ours; each is a file of {@code experiments}. */
public final class Presets {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<Listed> ALL =
      List.of(
          preset("fashion-dcgan", "the built-in model: DCGAN on Fashion-MNIST; Radford 2015"),
          preset("dcgan-cifar10", "DCGAN on CIFAR-10, 32×32; AdvLatGAN"),
          preset("dcgan-cifar10-qua", "the same with -qua, as its paper has it; table 17"),
          preset("dcgan-cifar10-qua-code", "dcgan-cifar10 with -qua, as its code has it; 2022"),
          preset("wgan-cifar10", "WGAN on CIFAR-10, 32×32; AdvLatGAN"),
          preset("wgan-cifar10-qua", "the same with -qua, as its paper has it; table 17"),
          preset("wgan-cifar10-qua-code", "wgan-cifar10 with -qua, as its code has it; 2022"),
          preset("wgan-gp-cifar10", "WGAN-GP on CIFAR-10, 32×32; AdvLatGAN"),
          preset("wgan-gp-cifar10-qua", "the same with -qua, as its paper has it; table 17"),
          preset("wgan-gp-cifar10-qua-code", "wgan-gp-cifar10 with -qua, as its code has it; 2022"),
          preset("sngan-cifar10", "SNGAN on CIFAR-10, 32×32; AdvLatGAN"),
          preset("sngan-cifar10-qua", "the same with -qua, as its paper has it; table 17"),
          preset("sngan-cifar10-qua-code", "sngan-cifar10 with -qua, as its code has it; 2022"),
          preset("lsgan-cifar10", "LSGAN on CIFAR-10, 32×32; AdvLatGAN"),
          preset("wgan-div-cifar10", "WGAN-div on CIFAR-10, 32×32; AdvLatGAN"),
          preset("sngan-resnet-cifar10", "SNGAN on CIFAR-10, residual networks; Miyato 2018"),
          preset("wgan-gp-resnet-cifar10", "WGAN-GP on CIFAR-10, residual networks; Miyato 2018"),
          preset("dcgan-stl10", "DCGAN on STL-10, 48×48; AdvLatGAN"),
          preset("dcgan-stl10-qua", "the same with -qua, as its paper has it; table 18"),
          preset("dcgan-stl10-qua-code", "dcgan-stl10 with -qua, as its code has it; 2022"),
          preset("wgan-stl10", "WGAN on STL-10, 48×48; AdvLatGAN"),
          preset("wgan-stl10-qua", "the same with -qua, as its paper has it; table 18"),
          preset("wgan-stl10-qua-code", "wgan-stl10 with -qua, as its code has it; 2022"),
          preset("wgan-gp-stl10", "WGAN-GP on STL-10, 48×48; AdvLatGAN"),
          preset("wgan-gp-stl10-qua", "the same with -qua, as its paper has it; table 18"),
          preset("wgan-gp-stl10-qua-code", "wgan-gp-stl10 with -qua, as its code has it; 2022"),
          preset("sngan-stl10", "SNGAN on STL-10, 48×48; AdvLatGAN"),
          preset("sngan-stl10-qua", "the same with -qua, as its paper has it; table 18"),
          preset("sngan-stl10-qua-code", "sngan-stl10 with -qua, as its code has it; 2022"),
          preset("lsgan-stl10", "LSGAN on STL-10, 48×48; AdvLatGAN"),
          preset("wgan-div-stl10", "WGAN-div on STL-10, 48×48; AdvLatGAN"),
          preset("sngan-resnet-stl10", "SNGAN on STL-10, residual networks; Miyato 2018"),
          preset("wgan-gp-resnet-stl10", "WGAN-GP on STL-10, residual networks; Miyato 2018"),
          preset("acgan-cifar10", "rebooted ACGAN on CIFAR-10; Kang 2021, as AdvLatGAN trains it"),
          preset(
              "msgan-cifar10",
              "conditional DCGAN with MSGAN's term on CIFAR-10; after Mao 2019, no weight decay"),
          preset("msgan-cifar10-div", "the same with -div, as AdvLatGAN's code has it; 2022"),
          preset(
              "msgan-stl10",
              "conditional DCGAN with MSGAN's term on STL-10; after Mao 2019, no weight decay"),
          preset("msgan-stl10-div", "the same with -div, as AdvLatGAN's code has it; 2022"),
          preset(
              "asgan-cifar10",
              "AdvLatGAN's DCGAN on CIFAR-10 with ASGAN's update, rate and batch; after Liu 2019"),
          preset("robdis-cifar10", "dcgan-cifar10 with RobDis's attack and rate; after Zhou 2018"),
          preset("dcgan-mnist", "two latent dimensions, 28×28; AdvLatGAN, figure 8"),
          preset("wgan-gp-mnist", "two latent dimensions, 28×28; AdvLatGAN, figure 8"),
          preset("dcgan-fashion-mnist", "DCGAN at 28×28, for two cores; ours"),
          preset("wgan-fashion-mnist", "WGAN at 28×28, for two cores; ours"),
          preset("wgan-gp-fashion-mnist", "WGAN-GP at 28×28, for two cores; ours"),
          preset("sngan-fashion-mnist", "SNGAN at 28×28, for two cores; ours"),
          preset(
              "pix2pix-facades",
              "photographs of façades from their labels, 256×256; ours, after Isola 2017"));

  /** Readings of AdvLatGAN's methods: which of its two accounts a search of latents follows. */
  private static final List<Listed> VARIANTS =
      List.of(
          preset("paper", "for --latent: qua and div as AdvLatGAN's paper has them; 2022"),
          preset("code", "for --latent: qua and div as AdvLatGAN's code has them; 2022"));

  private Presets() {}

  /** Whether this preset is no recipe but a reading of AdvLatGAN's methods. */
  public static boolean isVariant(String name) {
    return VARIANTS.stream().anyMatch(v -> v.name().equals(name));
  }

  /** The search of latents that {@code text} names, read as {@code preset} has it. */
  public static String variant(Optional<String> preset, String text) {
    return preset.filter("code"::equals).isPresent()
        ? text.strip().replaceFirst("^(qua|div)(?![a-z-])", "$1-code")
        : text;
  }

  private static Listed preset(String name, String summary) {
    return new Listed(name, "preset", summary, List.of());
  }

  /** All of them, as people are told of them. */
  public static List<Listed> listed() {
    return Stream.concat(ALL.stream(), VARIANTS.stream()).toList();
  }

  /**
   * The recipe called {@code name}.
   *
   * @throws Misuse if there is none
   */
  public static GanRecipe recipe(String name) {
    var names = ALL.stream().map(Listed::name).toList();
    if (!names.contains(name)) {
      throw Near.missing(name, names);
    }
    try (var in = Presets.class.getResourceAsStream("/preimage/presets/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("this build lacks the preset " + name);
      }
      Map<String, Object> words = JSON.readerForMapOf(Object.class).readValue(in);
      return GanRecipe.of(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
