package preimage.reproduce;

import java.util.Map;

/** A table of AdvLatGAN whose cells are games, trained and judged here. */
interface AdvlatTable extends Reproduction {
  /** What two cores do. */
  GanTable reduced();

  /** What the paper did. */
  GanTable paper();

  /** Which of the paper's tables or figures: {@code table 4}. */
  String figure();

  @Override
  default String source() {
    return AdvlatPlane.PAPER + ", " + figure();
  }

  @Override
  default int seeds() {
    return 3;
  }

  @Override
  default boolean sharing() {
    return true;
  }

  default GanTable table(Plan plan) {
    return plan.scale().of(reduced(), paper());
  }

  @Override
  default Map<String, Object> words(Plan plan) {
    return table(plan).words(name(), plan);
  }
}
