package preimage.reproduce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import preimage.data.Images;
import preimage.io.NdArray;
import preimage.io.Npz;
import preimage.metric.Manifest;
import preimage.metric.Score;
import preimage.tensor.Shape;

/**
 * What a cell holds.
 *
 * @param facts numbers and words by name, for people and machines
 * @param arrays what is too long for these
 */
public record Result(SequencedMap<String, Object> facts, Npz arrays) {
  private static final String MANIFEST = "-manifest";

  public Result {
    facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
  }

  /** Nothing yet. */
  public static Result empty() {
    return new Result(new LinkedHashMap<>(), Npz.empty());
  }

  /** This and one fact more. */
  public Result with(String name, Object fact) {
    var more = new LinkedHashMap<>(facts);
    more.put(name, fact);
    return new Result(more, arrays);
  }

  /** This and one metric more, with what it was computed from. */
  Result with(Score score) {
    return with(score.metric(), score.value())
        .with(score.metric() + MANIFEST, score.manifest().words());
  }

  /** The metrics that say what they were computed from. */
  List<Score> scores() {
    var scores = new ArrayList<Score>();
    facts.forEach((name, fact) -> {
      if (name.endsWith(MANIFEST) && fact instanceof Map<?, ?> words) {
        var metric = name.substring(0, name.length() - MANIFEST.length());
        scores.add(new Score(metric, number(metric), Manifest.of(words)));
      }
    });
    return scores;
  }

  /** This and one array more. */
  public Result with(String name, double[] values) {
    return new Result(facts, arrays.with(name, NdArray.of(values)));
  }

  /** This and one array more. */
  public Result with(String name, NdArray array) {
    return new Result(facts, arrays.with(name, array));
  }

  /** This and images more. */
  public Result with(String name, Images images) {
    var shape = images.shape();
    return with(
        name,
        NdArray.of(images.pixels(), images.count(), shape.size(0), shape.size(1), shape.size(2)));
  }

  /** The fact of that name, which must be a number. */
  public double number(String name) {
    // Numbers that are not finite are words in JSON.
    return facts.get(name) instanceof Number n
        ? n.doubleValue()
        : Double.parseDouble(String.valueOf(facts.get(name)));
  }

  /** The array of that name, which must be there. */
  public NdArray array(String name) {
    return arrays.array(name).orElseThrow();
  }

  /** The values of the array of that name, which must be there. */
  public double[] numbers(String name) {
    return array(name).doubles();
  }

  /** The images of that name, which must be there. */
  public Images images(String name) {
    var array = array(name);
    var sizes = array.shape();
    return new Images(Shape.of(sizes.get(1), sizes.get(2), sizes.get(3)), array.floats());
  }
}
