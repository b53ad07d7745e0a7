package preimage;

import preimage.latent.Annealed;
import preimage.latent.Auto;
import preimage.latent.Chooser;
import preimage.latent.Distance;
import preimage.latent.Encoder;
import preimage.latent.Energy;
import preimage.latent.Features;
import preimage.latent.Hop;
import preimage.latent.Improvement;
import preimage.latent.Likelihood;
import preimage.latent.Matched;
import preimage.latent.Moments;
import preimage.latent.Quantiles;
import preimage.latent.Recovery;
import preimage.latent.Redraw;
import preimage.latent.Restriction;
import preimage.latent.Ridge;
import preimage.latent.Saved;
import preimage.latent.ScoreLoss;
import preimage.latent.Shell;
import preimage.latent.Start;
import preimage.latent.Transport;
import preimage.latent.Wasserstein;
import preimage.metric.Bins;
import preimage.metric.ClassifierFeatures;
import preimage.metric.Extractor;
import preimage.metric.Frechet;
import preimage.metric.InceptionScore;
import preimage.metric.KernelDistance;
import preimage.metric.Metric;
import preimage.metric.PairRatio;
import preimage.metric.Perceptual;
import preimage.metric.Pixels;
import preimage.metric.PrecisionRecall;
import preimage.metric.ScriptFeatures;
import preimage.metric.SqueezeNet;
import preimage.net.Backbone;
import preimage.net.LatentPrior;
import preimage.net.Layer;
import preimage.net.Layers;
import preimage.search.Adam;
import preimage.search.DiagonalCma;
import preimage.search.Eased;
import preimage.search.Evolution;
import preimage.search.GradientDescent;
import preimage.search.Langevin;
import preimage.search.Lbfgs;
import preimage.search.LevenbergMarquardt;
import preimage.search.MatrixFree;
import preimage.search.Momentum;
import preimage.search.Norm;
import preimage.search.Race;
import preimage.search.Schedule;
import preimage.search.Solver;
import preimage.search.SteepestDescent;
import preimage.search.Then;
import preimage.spec.Catalog;
import preimage.train.ClassifierTraining;
import preimage.train.Games;
import preimage.train.GanLoss;
import preimage.train.GanTraining;
import preimage.train.LatentSearch;

/** The registration file: one line for each built-in method, data set and model. */
public final class Catalogs {
  private Catalogs() {}

  public static final Catalog<GanTraining> TRAININGS =
      Catalog.of("training", GanTraining.class)
          .nest(GanLoss.class, Games.LOSSES)
          .nest(Backbone.class, Layers.BACKBONES)
          .nest(LatentPrior.class, Layers.PRIORS)
          .nest(LatentSearch.class, Games.LATENT_SEARCHES)
          .add("gan", new GanTraining(), "generator against critic; Radford 2015");

  public static final Catalog<ClassifierTraining> CLASSIFIERS =
      Catalog.of("training", ClassifierTraining.class)
          .nest(Layer.class, Layers.ALL)
          .add("classifier", new ClassifierTraining(), "cross-entropy; layers of LeCun 1998");

  public static final Catalog<Schedule> SCHEDULES =
      Catalog.of("schedule", Schedule.class)
          .add("constant", new Schedule.Constant(), "the rate stays")
          .add("cosine", new Schedule.Cosine(), "half a cosine down to 0; Loshchilov 2017")
          .add("halving", new Schedule.Halving(), "halved again and again; Lipton 2017")
          .add("step-down", new Schedule.StepDown(), "lowered once; Defense-GAN 2018");

  public static final Catalog<Solver> SOLVERS =
      Catalog.of("solver", Solver.class)
          .nest(Schedule.class, SCHEDULES)
          .sequence(Then.class, Then::new, Then::first, Then::next)
          .add("gradient-descent", new GradientDescent(), "against the gradient; Lipton 2017")
          .add("momentum", new Momentum(), "the heavy ball; Polyak 1964, settings of Defense-GAN")
          .add("adam", new Adam(), "steps scaled by moments; Kingma 2015, rate of Cho")
          .add("l-bfgs", new Lbfgs(), "curvature from the latest steps; Liu 1989")
          .add("lm", new LevenbergMarquardt(), "damped Gauss–Newton; Marquardt 1963")
          .add("eased", new Eased(), "least squares on a scale nearer to linear; ours")
          .add("lm-cg", new MatrixFree(), "the same without a Jacobian; Steihaug 1982")
          .add("steepest", new SteepestDescent(), "by the gradient's sign (I-FGSM) or direction")
          .add("langevin", new Langevin(), "the gradient and noise; Che 2020 (DDLS)")
          .add("evolution", new Evolution(), "random changes, the better kept; Roziere 2020")
          .add("cma", new DiagonalCma(), "an adapted cloud of points; Ros 2008, Tarsier 2020");

  public static final Catalog<Race> RACES =
      Catalog.of("race", Race.class)
          .nest(Solver.class, SOLVERS)
          .add("none", new Race.None(), "every start is given to the solver")
          .add("halving", new Race.Halving(), "the better half goes on; Jamieson 2016");

  public static final Catalog<Start> STARTS =
      Catalog.of("start", Start.class)
          .add("prior", new Start.Prior(), "drawn from the prior; Lipton 2017")
          .add("zero", new Start.Zero(), "the origin")
          .add("mean", new Start.Mean(), "the mean of the prior")
          .add("given", new Saved(""), "latents of a file", "file")
          .add("encoder", new Encoder(""), "what a network makes of the image", "network")
          .add("ridge", new Ridge(), "a linear guess from the image; ours")
          .add("hop", new Hop(), "near the best end so far; Wales 1997");

  public static final Catalog<Distance> DISTANCES =
      Catalog.of("distance", Distance.class)
          .add("mse", new Distance.Squared(), "mean squared error; Lipton 2017")
          .add("l1", new Distance.Absolute(), "mean absolute error; Cho's later code")
          .add(
              "features",
              new Features("", "output"),
              "mean squared error of a network's features",
              "network",
              "layer");

  public static final Catalog<Restriction> RESTRICTIONS =
      Catalog.of("restriction", Restriction.class)
          .add("none", new Restriction.None(), "the image alone counts; Lipton 2017")
          .add("w1", new Wasserstein(), "Wasserstein-1 to a fresh draw of the prior; Cho")
          .add("w1-quantiles", new Quantiles(), "Wasserstein-1 to the prior itself")
          .add("w2", new Transport(), "Wasserstein-2 as least squares; ours")
          .add("energy", new Energy(), "energy distance to the prior; Székely 2013")
          .add("nll", new Likelihood(), "negative log-likelihood under the prior")
          .add("shell", new Shell(), "the length that latents of the prior have")
          .add("moments", new Moments(), "mean and variance of the components")
          .add("annealed", new Annealed(), "a pull to the mean that fades to nothing; ours")
          .add("redraw", new Redraw(), "draws far components anew; Cho's code");

  /** With all that a recovery is put together from. */
  private static <T> Catalog<T> searching(Catalog<T> catalog) {
    return catalog
        .nest(Start.class, STARTS)
        .nest(Solver.class, SOLVERS)
        .nest(Distance.class, DISTANCES)
        .nest(Restriction.class, RESTRICTIONS)
        .nest(Race.class, RACES);
  }

  public static final Catalog<Recovery> RECOVERIES =
      searching(Catalog.of("recovery", Recovery.class))
          .add("recovery", new Recovery(), "the latent behind an image; Lipton 2017, and ours");

  public static final Catalog<Recovery> MATCHINGS =
      searching(Catalog.of("method", Recovery.class))
          .add("recovery", new Recovery(), "the latent behind an image; Lipton 2017, and ours")
          .add("matching", Matched.images(), "the image behind features; Lipton 2017, section 4");

  public static final Catalog<Chooser> CHOOSERS =
      searching(Catalog.of("method", Chooser.class))
          .add("auto", new Auto(), "what suits the generator; ours")
          .add("recovery", new Recovery(), "the latent behind an image; Lipton 2017, and ours");

  public static final Catalog<Metric> METRICS =
      Catalog.of("metric", Metric.class)
          .add("fid", new Frechet(), "distance of fitted normal distributions; Heusel 2017")
          .add("kid", new KernelDistance(), "unbiased kernel distance; Bińkowski 2018")
          .add("is", new InceptionScore(), "sure of each class, and of all; Salimans 2016")
          .add(
              "prdc",
              new PrecisionRecall(),
              "precision, recall, density, coverage; Kynkäänniemi 2019, Naeem 2020")
          .add("ndb", new Bins(), "bins that differ, and their divergence; Richardson 2018")
          .add(
              "ndb-code", Bins.released(), "as AdvLatGAN's code has it, for pixels(size=128); 2022")
          .add("pair-ratio", new PairRatio(), "distance of images over that of latents; Mao 2019")
          .add("lpips", new Perceptual(), "diversity that inner layers see; after Zhang 2018");

  public static final Catalog<Extractor> EXTRACTORS =
      Catalog.of("extractor", Extractor.class)
          .add("pixels", new Pixels(), "the pixels themselves")
          .add("classifier", new ClassifierFeatures(""), "before a classifier's last layer", "file")
          .add("torchscript", new ScriptFeatures(""), "a TorchScript module's output", "file")
          .add(
              "squeezenet",
              new SqueezeNet(""),
              "before its last convolution; Iandola 2016",
              "file");

  public static final Catalog<ScoreLoss> SCORE_LOSSES =
      Catalog.of("score loss", ScoreLoss.class)
          .add("non-saturating", new ScoreLoss.NonSaturating(), "softplus(−D); Goodfellow 2014")
          .add("minimax", new ScoreLoss.Minimax(), "log(1 − σ(D)); AdvLatGAN, equation 5")
          .add("wgan", new ScoreLoss.Score(), "−D; Arjovsky 2017")
          .add("hinge", new ScoreLoss.Score(), "−D; Lim 2017")
          .add("lsgan", new ScoreLoss.LeastSquares(), "(D − 1)²; Mao 2017");

  public static final Catalog<Improvement> IMPROVEMENTS =
      Catalog.of("improvement", Improvement.class)
          .nest(Solver.class, SOLVERS)
          .nest(ScoreLoss.class, SCORE_LOSSES)
          .add("improvement", new Improvement(), "latents that the critic likes; AdvLatGAN-z 2022")
          .add(
              "improvement-paper",
              new Improvement(new ScoreLoss.Minimax(), new SteepestDescent()),
              "the same by equation 5 of the paper")
          .add(
              "improvement-code",
              new Improvement(
                  new ScoreLoss.NonSaturating(), new SteepestDescent(Norm.LINF, .01, 20)),
              "the same with the 20 steps of the released code")
          .add(
              "evolgan",
              new Improvement(new ScoreLoss.Score(), new Evolution()),
              "(1+1) evolution under the critic; Roziere 2020")
          .add(
              "tarsier",
              new Improvement(new ScoreLoss.Score(), new DiagonalCma()),
              "diagonal CMA under the critic; Roziere 2020")
          .add(
              "ddls",
              new Improvement(new ScoreLoss.Score(), new Langevin()).weighing(1),
              "Langevin dynamics under prior and critic; Che 2020");
}
