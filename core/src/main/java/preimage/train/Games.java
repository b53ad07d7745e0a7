package preimage.train;

import java.util.List;
import preimage.spec.Catalog;
import preimage.spec.Listed;

/** The registration file of what trainings of GANs are made of: one line each. */
public final class Games {
  private Games() {}

  public static final Catalog<GanLoss> LOSSES =
      Catalog.of("loss", GanLoss.class)
          .add("minimax", new GanLoss.Minimax(), "one value for both sides; Goodfellow 2014")
          .add("non-saturating", new GanLoss.NonSaturating(), "log-likelihoods; Goodfellow 2014")
          .add("lsgan", new GanLoss.LeastSquares(), "squared distances to targets; Mao 2017")
          .add("hinge", new GanLoss.Hinge(), "margins; Lim 2017")
          .add("wgan", new WassersteinLoss.Clipped(), "clipped weights; Arjovsky 2017")
          .add(
              "wgan-gp",
              new WassersteinLoss.GradientPenalty(),
              "gradients of length 1; Gulrajani 2017")
          .add("wgan-div", new WassersteinLoss.Divergence(), "a power of the gradient; Wu 2018")
          .add("sngan", new Sngan(), "spectral norm on the critic; Miyato 2018")
          .add("acgan", new Classified.Acgan(), "the critic says the class; Odena 2017")
          .add("acgan-rebooted", new Classified.Rebooted(), "by cosines to directions; Kang 2021")
          .add("msgan", new Msgan(), "other latents, other images; Mao 2019")
          .add("asgan", new Attacked.Asgan(), "a second update on attacked reals; Liu 2019")
          .add("robdis", new Attacked.RobDis(), "features that attacks do not move; Zhou 2018")
          .add("rob-gan", new Attacked.RobGan(), "acgan on reals attacked in 5 steps; Liu 2019")
          .add("fastgan", new Attacked.FastGan(), "reals attacked in one step; Zhong 2020")
          .add("r1", new R1(), "a critic flat at real images; Mescheder 2018")
          .add("pix2pix", new Pix2Pix(), "close to the image that goes with it; Isola 2017");

  public static final Catalog<LatentSearch> LATENT_SEARCHES =
      Catalog.of("latent search", LatentSearch.class)
          .add("none", new LatentSearch.None(), "latents as they are drawn")
          .add("qua", new Qua(), "the critic sees latents that it likes; AdvLatGAN 2022")
          .add("qua-code", Qua.released(), "the same as AdvLatGAN's code has it")
          .add("div", new Div(), "the generator sees pairs that it confuses; AdvLatGAN 2022")
          .add("div-code", Div.released(), "the same as AdvLatGAN's code has it");

  /** The losses as people are told of them, with what they cannot do without. */
  public static List<Listed> listed() {
    return LOSSES.listed().stream()
        .map(entry -> {
          var game = LOSSES.entry(entry.name()).prototype();
          if (game.paired()) {
            return entry.needing("image");
          }
          return game.needsLabels() ? entry.needing("label") : entry;
        })
        .toList();
  }
}
