package preimage.metric;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import preimage.net.Classifier;
import preimage.net.Models;
import preimage.tensor.Dtype;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * What the last layer of a classifier is given, and the probabilities that it makes of it.
 *
 * @param file a classifier's {@code .safetensors} file, or the name of a built-in one
 */
public record ClassifierFeatures(String file) implements Extractor {
  @Override
  public Eye open(Shape images) {
    var classifier = Models.classifier(file);
    try {
      return new Open(file, classifier, new Fit(images, classifier.image()));
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  private record Open(String file, Classifier classifier, Fit fit) implements Eye {
    @Override
    public SequencedMap<String, Object> words() {
      var words = new LinkedHashMap<String, Object>();
      words.put(Sample.EXTRACTOR, Sample.shortName(file));
      words.put("extractor-sha256", Models.sha256(file));
      words.put(Sample.RESIZE, fit.toString());
      return words;
    }

    @Override
    public Optional<Shape> size() {
      return Optional.of(fit.to());
    }

    @Override
    public Seen see(Tensor pixels) {
      var seen = classifier.see(classifier.scale().fromPixels(fit.apply(pixels)));
      Tensor logits = seen.logits().to(Dtype.FLOAT64);
      return new Seen(seen.features(), Optional.of(logits.logSoftmax(1).exp()), seen.maps());
    }

    @Override
    public void close() {
      classifier.close();
    }
  }
}
