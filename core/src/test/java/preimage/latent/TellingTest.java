package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.search.Watch.Standing;
import preimage.work.Progress;

class TellingTest {
  private final List<String> told = new ArrayList<>();

  private final Progress.Task task =
      new Progress.Task() {
        @Override
        public void at(long done, String note) {
          told.add(done + ": " + note);
        }

        @Override
        public void close() {}
      };

  private long seconds;

  @Test
  void aLongSearchSaysHowLongItMayTake() {
    var telling = new Telling(task, () -> 32, () -> seconds * 1_000_000_000);
    for (long step : new long[] {1, 2, 101, 901, 1}) {
      seconds = 2 * step + 7;
      telling.see(new Standing(step, 1_000, 5, 6));
    }
    assertEquals(
        List.of(
            "32: step 1 of 1000, 5 searching",
            "32: step 2 of 1000, 5 searching, at most 33 min 16 s",
            "32: step 101 of 1000, 5 searching, at most 29 min 58 s",
            "32: step 901 of 1000, 5 searching, at most 3 min 18 s",
            "32: step 1 of 1000, 5 searching"),
        told);
  }

  @Test
  void aShortOneDoesNot() {
    var telling = new Telling(task, () -> 0, () -> seconds * 1_000_000_000);
    for (long step : new long[] {1, 2, 3}) {
      seconds = step;
      telling.see(new Standing(step, 3, 1, 1));
    }
    assertEquals("0: step 2 of 3, 1 searching", told.get(1));
    assertEquals("0: step 3 of 3, 1 searching", told.get(2));
  }
}
