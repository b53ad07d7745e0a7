package preimage.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import preimage.tensor.Scope;
import preimage.tensor.Tensor;

class StoreTest {
  private static final int N = 5;
  private static final int D = 3;

  private static float[] values() {
    return new float[] {1, -2, 3.5f, 0, Float.MIN_VALUE, 7, 8, 9, 1e30f, 11, 12, 13, 14, 15, 16};
  }

  private static Features filled(Store store) {
    Scope.run(() -> {
      Tensor all = Tensor.of(values(), N, D);
      // The last rows first, as nobody promises an order.
      store.put(3, all.narrow(0, 3, 2));
      store.put(0, all.narrow(0, 0, 3));
    });
    return store.features();
  }

  @Test
  void theDiskGivesWhatTheHeapGives() {
    var heap = Store.of(N, D, N * D * 4);
    var disk = Store.of(N, D, N * D * 4 - 1);
    assertInstanceOf(Store.Heap.class, heap);
    assertInstanceOf(Store.Disk.class, disk);
    var expected = filled(heap);
    var found = filled(disk);
    assertEquals(N, found.count());
    assertEquals(D, found.dimension());
    assertArrayEquals(expected.rows(0, N), found.rows(0, N));
    assertArrayEquals(expected.rows(2, 4), found.rows(2, 4));
    for (int i = 0; i < N * D; i++) {
      assertEquals(values()[i], found.rows(0, N)[i], 0);
    }
  }

  @Test
  void moreThanOneArrayHoldsGoesToTheDisk() {
    assertInstanceOf(Store.Disk.class, Store.of(1 << 20, 1 << 12, 1L << 33));
  }
}
