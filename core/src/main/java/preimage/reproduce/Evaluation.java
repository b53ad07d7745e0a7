package preimage.reproduce;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.io.NdArray;
import preimage.latent.Improved;
import preimage.latent.Improvement;
import preimage.latent.Latents;
import preimage.latent.Sampling;
import preimage.metric.Extractor;
import preimage.metric.Measurement;
import preimage.metric.Metric;
import preimage.metric.Pixels;
import preimage.metric.Sample;
import preimage.metric.Score;
import preimage.net.Generator;
import preimage.net.Models;
import preimage.run.GanFolder;
import preimage.work.Progress;

/**
 * A cell that judges the images of a training's generator.
 *
 * @param net the training's cell
 * @param method moves latents first
 * @param count how many images
 * @param seed of the latents, the same for all that are compared
 * @param byClass whether each class is judged by itself, too
 * @param pixels what NDB and JSD are of
 */
record Evaluation(
    Judge judge,
    String net,
    Optional<Improvement> method,
    int count,
    int seed,
    boolean byClass,
    Pixels pixels) {
  static final String IMAGES = "images";
  static final String LATENTS = "z";

  /**
   * The fact of a generator that cannot be judged, since all its images, or all of a class, are
   * seen as one: how many images there are.
   */
  static final String COLLAPSED = "collapsed";

  /** The array of the images that a class of the judge has. */
  static final String HISTOGRAM = "histogram";

  private static final int SHOWN = 64;

  Job job(String cell, double effort, Supplier<Dataset> real) {
    var moved = method.map(m -> ", " + Catalogs.IMPROVEMENTS.describe(m)).orElse("");
    var size = pixels.size().map(n -> ", pixels at %d×%d".formatted(n, n)).orElse("");
    var how = judge + (byClass ? ", by class" : "") + size;
    var recipe =
        "%,d images of %s%s, beside %s, by %s".formatted(count, net, moved, judge.real(), how);
    return new Job(cell, recipe, effort, List.of(Judge.CELL, net), desk -> at(desk, real.get()));
  }

  private Result at(Job.Desk desk, Dataset real) {
    var failed = Trained.diverged(desk, net);
    if (failed.isPresent()) {
      return failed.get();
    }
    var file = new GanFolder(desk.of(net)).generator().toString();
    try (var generator = Models.generator(file)) {
      var drawn = Latents.drawn(generator, count, seed);
      var moved = method.map(m -> moved(m, generator, drawn, desk));
      var latents = moved.map(Improved::end).orElse(drawn);
      var origin = new LinkedHashMap<String, Object>();
      origin.put("name", net);
      origin.put("sha256", Models.sha256(file));
      var result = judged(generator, latents, origin, real, desk);
      return moved.map(m -> described(result, m)).orElse(result);
    }
  }

  private Improved moved(Improvement method, Generator generator, Latents drawn, Job.Desk desk) {
    var file = new GanFolder(desk.of(net)).critic();
    try (var critic = Models.critic(file.toString())) {
      return method.improve(generator, critic, drawn, seed, desk.progress());
    }
  }

  private static Result described(Result result, Improved moved) {
    double raised = Arrays.stream(moved.gains()).filter(g -> g > 0).count();
    int d = moved.start().dimension();
    var flat = NdArray.of(Lipton.flat(moved.z()), moved.count(), d);
    return result
        .with("score-before", Spreads.mean(moved.before()))
        .with("score-after", Spreads.mean(moved.after()))
        .with("raised", raised / moved.count())
        .with(LATENTS, flat);
  }

  private Result judged(
      Generator generator,
      Latents latents,
      SequencedMap<String, Object> origin,
      Dataset real,
      Job.Desk desk) {
    var eye = judge.eye(desk);
    var progress = desk.progress();
    var fakes = seen(generator, latents, origin, eye, progress);
    var colours = seen(generator, latents, origin, pixels, progress);
    if (collapsed(fakes) || collapsed(colours)) {
      return Result.empty().with(COLLAPSED, count);
    }
    var reals = judge.seen(real, count, eye, progress);
    var measures = new Measurement(metrics("fid", "is", "prdc"), 0);
    var result = put(Result.empty(), measures, reals, fakes);
    var bins = new Measurement(metrics("ndb-code"), 0);
    result = put(result, bins, judge.seen(real, count, pixels, progress), colours);
    double[] histogram = histogram(fakes);
    // A class is covered by a tenth of its even share.
    double least = .1 * count / histogram.length;
    var shown = Sampling.images(generator, latents.first(SHOWN));
    return result
        .with("classes", (int) Arrays.stream(histogram).filter(n -> n >= least).count())
        .with(HISTOGRAM, histogram)
        .with(IMAGES, shown);
  }

  private boolean collapsed(Sample sample) {
    var classes = byClass ? Arrays.stream(sample.labels()).distinct() : IntStream.empty();
    return sample.features().constant()
        || classes.anyMatch(c -> sample.ofClass(c).features().constant());
  }

  private static SequencedMap<String, Metric> metrics(String... names) {
    var metrics = new LinkedHashMap<String, Metric>();
    for (var name : names) {
      var metric = Catalogs.METRICS.parse(name);
      metrics.put(Catalogs.METRICS.describe(metric), metric);
    }
    return metrics;
  }

  private Result put(Result result, Measurement measures, Sample reals, Sample fakes) {
    var all = result;
    for (var score : measures.of(reals, fakes)) {
      all = all.with(score);
    }
    if (byClass) {
      var scores = measures.byClass(reals, fakes);
      for (var name : scores.stream().map(Score::metric).distinct().toList()) {
        var values = scores.stream().filter(s -> s.metric().equals(name));
        all = all.with(name + "-by-class", values.mapToDouble(Score::value).toArray());
      }
    }
    return all;
  }

  /** What {@code extractor} sees in the images of {@code latents}. */
  static Sample seen(
      Generator generator,
      Latents latents,
      SequencedMap<String, Object> origin,
      Extractor extractor,
      Progress progress) {
    try (var eye = extractor.open(generator.image())) {
      Sample.Batches made =
          (from, to) ->
              Sampling.images(generator, latents.rows(IntStream.range(from, to).toArray()));
      var name = String.valueOf(origin.get("name"));
      return Sample.seen(name, origin, latents.count(), made, eye, progress);
    }
  }

  private static double[] histogram(Sample sample) {
    var p = sample.probabilities().orElseThrow();
    int classes = p.dimension();
    var histogram = new double[classes];
    double[] rows = p.rows(0, p.count());
    for (int i = 0; i < p.count(); i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = rows[i * classes + c] > rows[i * classes + best] ? c : best;
      }
      histogram[best]++;
    }
    return histogram;
  }
}
