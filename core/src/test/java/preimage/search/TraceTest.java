package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static Trace of(long from, long to) {
    var chronicle = new Chronicle(1);
    for (long i = from; i < to; i++) {
      chronicle.see(new int[] {0}, i - from, new double[] {2 * i}, new long[] {i});
    }
    chronicle.end(0, Outcome.STEPS_SPENT, to - from, to);
    return chronicle.courses().getFirst().trace();
  }

  @Test
  void holdsAllOfAShortSearch() {
    assertArrayEquals(LongStream.range(5, 17).toArray(), of(5, 17).cost());
  }

  @Test
  void holdsEvenlySpacedMomentsAndTheLatestOfALongOne() {
    for (long length : new long[] {127, 128, 129, 1000, 12345}) {
      var trace = of(0, length);
      assertTrue(trace.count() <= Trace.LIMIT && trace.count() > Trace.LIMIT / 3);
      assertEquals(0, trace.cost()[0]);
      assertEquals(length - 1, trace.cost()[trace.count() - 1]);
      long stride = trace.cost()[1];
      for (int i = 0; i < trace.count() - 1; i++) {
        assertEquals(i * stride, trace.cost()[i]);
        assertEquals(i * stride, trace.step()[i]);
        assertEquals(trace.value()[i], 2.0 * trace.cost()[i]);
      }
    }
  }

  @Test
  void twoInARowStayWithinTheLimit() {
    var both = of(0, 100).then(of(100, 250));
    assertEquals(Trace.LIMIT, both.count());
    assertEquals(0, both.cost()[0]);
    assertEquals(249, both.cost()[Trace.LIMIT - 1]);
    assertEquals(99 + 149, both.step()[Trace.LIMIT - 1]);
    assertEquals(8, of(0, 3).then(of(3, 8)).count());
  }
}
