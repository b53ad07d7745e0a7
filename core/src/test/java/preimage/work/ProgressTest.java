package preimage.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong milliseconds = new AtomicLong();

  private Progress progress(boolean terminal) {
    return new ProgressLine(out, terminal, () -> milliseconds.get() * 1_000_000);
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aLogGetsALineEveryTenSecondsAndOneAtTheEnd() {
    try (var task = progress(false).start("training", "steps", 4000)) {
      for (int step = 1; step <= 3500; step++) {
        milliseconds.addAndGet(10);
        task.at(step, "loss " + step);
      }
    }
    assertEquals(
        List.of(
            "training  25 %  1,000/4,000 steps  100/s  30 s left  loss 1000",
            "training  50 %  2,000/4,000 steps  100/s  20 s left  loss 2000",
            "training  75 %  3,000/4,000 steps  100/s  10 s left  loss 3000",
            "training  87 %  3,500/4,000 steps  100/s  5 s left  loss 3500"),
        lines());
  }

  @Test
  void aTerminalHasOneLineThatIsWrittenOver() {
    var progress = progress(true);
    try (var task = progress.start("reading", "images", 10)) {
      for (int image = 1; image <= 10; image++) {
        milliseconds.addAndGet(250);
        task.at(image);
        if (image == 8) {
          progress.say("half done");
        }
      }
    }
    var text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(2, text.chars().filter(c -> c == '\n').count());
    assertTrue(
        text.startsWith("\r\033[?7lreading  20 %  2/10 images  4.00/s  2 s left\033[K"), text);
    assertTrue(text.contains("\r\033[Khalf done" + System.lineSeparator() + "\r"), text);
    assertTrue(text.endsWith("reading  100 %  10/10 images  4.00/s\033[K\033[?7h\n"), text);
  }

  @Test
  void nothingIsSaidOfWhatIsOverInAMoment() {
    for (boolean terminal : new boolean[] {false, true}) {
      try (var task = progress(terminal).start("reading", "images", 10)) {
        milliseconds.addAndGet(100);
        task.at(10);
      }
    }
    assertEquals(List.of(), lines());
  }

  @Test
  void anUnknownTotalHasNoPercentageAndNoEnd() {
    try (var task = progress(false).start("fetching", "bytes", OptionalLong.empty())) {
      task.at(0);
      milliseconds.set(20_000);
      task.at(50_000_000);
    }
    assertEquals("fetching  50.0 M bytes  2.5 M/s", lines().getFirst());
    try (var task = progress(false).start("counting", "things", 0)) {
      milliseconds.set(50_000);
      task.at(0);
    }
    assertEquals("counting  100 %  0/0 things", lines().getLast());
  }

  @Test
  void theRateCountsFromTheFirstReportAndFollowsChanges() {
    var pace = new Pace();
    pace.at(0, 1_000_000);
    assertTrue(pace.rate().isEmpty());
    pace.at(1, 1_000_010);
    assertEquals(10, pace.rate().orElseThrow(), 1e-9);
    for (int second = 2; second < 100; second++) {
      pace.at(second, 1_000_010 + 40 * (second - 1));
    }
    assertEquals(40, pace.rate().orElseThrow(), 0.1);
    pace.at(99, 2_000_000);
    pace.at(98, 3_000_000);
    assertEquals(40, pace.rate().orElseThrow(), 0.1);
  }

  @Test
  void workThatComesInLumpsIsAsFastAsItsLastLump() {
    var pace = new Pace();
    for (int second = 0; second < 600; second++) {
      pace.at(second, 0);
    }
    assertTrue(pace.rate().isEmpty());
    pace.at(600, 30);
    assertEquals(.05, pace.rate().orElseThrow(), 1e-9);
    for (int second = 601; second <= 1200; second++) {
      pace.at(second, 30);
    }
    assertEquals(.05, pace.rate().orElseThrow(), 1e-9);
    pace.at(1800, 30);
    assertEquals(.025, pace.rate().orElseThrow(), 1e-9);
  }

  @Test
  void speaksOfTimeAsPeopleDo() {
    assertEquals("1 s", ProgressLine.duration(0.2));
    assertEquals("1 min 00 s", ProgressLine.duration(59.5));
    assertEquals("59 min 59 s", ProgressLine.duration(3599));
    assertEquals("27 h 46 min", ProgressLine.duration(100_000));
    assertEquals("0.0123", ProgressLine.rate(0.0123));
    assertEquals("999,999", ProgressLine.amount(999_999));
  }

  @Test
  void silenceIsSilent() {
    try (var task = Progress.silent().start("reading", "images", 10)) {
      task.at(3, "note");
    }
    Progress.silent().say("nothing");
    assertEquals(List.of(), lines());
  }

  @Test
  void theFirstReportAfterAStopEndsTheWork() {
    var asked = new AtomicBoolean();
    var progress = progress(false).until(asked::get);
    try (var task = progress.start("training", "steps", 4)) {
      task.at(1);
      asked.set(true);
      assertThrows(CancellationException.class, () -> task.at(2));
    }
    progress.say("stopped");
    assertThrows(CancellationException.class, () -> progress.start("training", "steps", 4));
    assertEquals(List.of("stopped"), lines());
  }
}
