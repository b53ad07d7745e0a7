package preimage.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import preimage.Catalogs;
import preimage.data.Dataset;
import preimage.metric.ClassifierFeatures;
import preimage.metric.Extractor;
import preimage.metric.Sample;
import preimage.run.ClassifierFolder;
import preimage.run.ClassifierRecipe;
import preimage.run.ClassifierRun;
import preimage.run.Ended;
import preimage.train.ClassifierTraining;
import preimage.work.Failure;
import preimage.work.Progress;
import preimage.work.Stop;

/**
 * What generated images are judged by: a classifier that is trained first, in a cell of its own,
 * and real images.
 *
 * @param taught the images that the classifier learns
 * @param real those that generated ones are held against
 * @param steps of the classifier's training
 */
record Judge(String taught, String real, long steps) {
  static final String CELL = "judge";

  private static final long CHECKPOINT_EVERY = 1_000;

  private ClassifierRecipe recipe() {
    return new ClassifierRecipe(new ClassifierTraining(), taught, Optional.empty(), steps, 0);
  }

  Job job(Function<String, Dataset> data) {
    return new Job(CELL, recipe().words().toString(), steps / 4., desk -> train(desk, data));
  }

  private Result train(Job.Desk desk, Function<String, Dataset> data) {
    var run = new ClassifierRun(recipe(), new ClassifierFolder(desk.own()), true, CHECKPOINT_EVERY);
    var ended = run.train(data.apply(taught), Optional.empty(), desk.progress(), Stop.never());
    if (ended.end() == Ended.End.DIVERGED) {
      throw new Failure("the training of the judge diverged at step " + ended.step());
    }
    Trained.refuseLonger(ended, steps, desk.own());
    return Result.empty().with("steps", ended.step());
  }

  /** What the classifier sees, once it is trained. */
  Extractor eye(Job.Desk desk) {
    desk.words(CELL);
    return new ClassifierFeatures(new ClassifierFolder(desk.of(CELL)).classifier().toString());
  }

  /** The first of the real images, as {@code extractor} sees them. */
  Sample seen(Dataset set, int most, Extractor extractor, Progress progress) {
    try (var eye = extractor.open(set.shape())) {
      var origin = new LinkedHashMap<String, Object>();
      origin.put("name", set.name());
      origin.put("sha256", set.sha256());
      int count = Math.min(set.size(), most);
      return Sample.seen(set.name(), origin, count, set::range, eye, progress);
    }
  }

  /** What decides every judgement. */
  Map<String, Object> words(Function<String, Dataset> data) {
    var words = new LinkedHashMap<String, Object>();
    words.put("judge", Catalogs.CLASSIFIERS.describe(recipe().training()));
    for (var set : List.of(taught, real)) {
      words.put(set + "-sha256", data.apply(set).sha256());
    }
    return words;
  }

  @Override
  public String toString() {
    return "%s taught %s for %,d steps".formatted(CELL, taught, steps);
  }
}
