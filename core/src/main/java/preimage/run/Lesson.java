package preimage.run;

import java.util.Map;
import java.util.SequencedMap;
import preimage.data.Images;
import preimage.train.TrainingState;

/** What is particular to one kind of training. */
interface Lesson<S extends TrainingState> {
  /** Images in a step. */
  int batch();

  /** Everything before the first step. */
  S start();

  /** One step on a batch; the losses by name. */
  SequencedMap<String, Double> step(S state, Images batch);

  /** Looks at the state after each epoch and at the end, and says what the journal shall note. */
  Map<String, Object> look(S state);

  /** Whether the models of a training that came to its end are there. */
  boolean published();

  /** Writes them. */
  void publish(S state);
}
