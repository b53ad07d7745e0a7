package preimage.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import preimage.tensor.Dtype;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class TraceTest {
  private static Trace of(long from, long to) {
    var chronicle = new Chronicle(1);
    for (long i = from; i < to; i++) {
      double[] errors = {3 * i};
      chronicle.see(new int[] {0}, i - from, new double[] {2 * i}, new long[] {i}, errors);
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
        assertEquals(trace.error()[i], 3.0 * trace.cost()[i]);
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
    assertEquals(3 * 249, both.error()[Trace.LIMIT - 1]);
    assertEquals(8, of(0, 3).then(of(3, 8)).count());
  }

  @Test
  void errorsThatNobodyKnowsAreNotThere() {
    var chronicle = new Chronicle(1);
    chronicle.see(new int[] {0}, 0, new double[] {1}, new long[] {2}, new double[0]);
    chronicle.end(0, Outcome.STEPS_SPENT, 1, 2);
    assertArrayEquals(new double[0], chronicle.courses().getFirst().trace().error());
  }

  @Test
  void writesDownHowFarItIsFromWhereItShouldGo() {
    Scope.run(() -> {
      Tensor centre = Zoo.starts(3, 4, Dtype.FLOAT64);
      var f = Residual.match(x -> x, centre);
      var halving = new GradientDescent(1, 6, new Schedule.Constant());
      // x − c is halved by each step of rate 1 along 2 (x − c) / 4, so that its square is
      // quartered.
      var problem = Zoo.problem(f, 3).seeking(Optional.of(centre));
      var courses =
          halving
              .then(halving)
              .solve(problem, centre.add(Tensor.of(new double[] {1, 2, 3}, 3, 1)))
              .courses();
      for (int i = 0; i < 3; i++) {
        double[] error = courses.get(i).trace().error();
        assertEquals(14, error.length);
        for (int k = 0; k < 7; k++) {
          double expected = Math.pow(i + 1, 2) * Math.pow(.25, k);
          assertEquals(expected, error[k], 1e-12);
          assertEquals(expected * Math.pow(.25, 6), error[7 + k], 1e-12);
        }
        assertArrayEquals(courses.get(i).trace().value(), error, 1e-12);
      }
    });
  }
}
