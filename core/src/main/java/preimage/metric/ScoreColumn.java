package preimage.metric;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import preimage.spec.Misuse;

/**
 * Scores that may stand below each other: of one metric, computed in the same way.
 *
 * @param rows by what was measured
 */
public record ScoreColumn(SequencedMap<String, Score> rows) {
  /** Refuses scores that cannot be compared, with a {@link Misuse} that says why. */
  public ScoreColumn {
    rows = new LinkedHashMap<>(rows);
    if (rows.isEmpty()) {
      throw new Misuse("a column needs at least one score");
    }
    var first = rows.firstEntry();
    rows.forEach((name, score) -> {
      if (!score.metric().equals(first.getValue().metric())) {
        throw new Misuse(
            "%s of %s and %s of %s do not belong in one column"
                .formatted(first.getValue().metric(), first.getKey(), score.metric(), name));
      }
      first
          .getValue()
          .manifest()
          .difference(score.manifest())
          .ifPresent(topic -> {
            throw new Misuse(
                "%s of %s and of %s cannot be compared: %s is %s there and %s here"
                    .formatted(
                        score.metric(),
                        first.getKey(),
                        name,
                        topic,
                        first.getValue().manifest().word(topic),
                        score.manifest().word(topic)));
          });
    });
  }

  /** What stands above the column. */
  public String label() {
    return rows.firstEntry().getValue().label();
  }
}
