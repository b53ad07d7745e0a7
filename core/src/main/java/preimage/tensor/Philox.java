package preimage.tensor;

/**
 * Philox4x32-10: ten rounds that scramble a counter of 128 bits under a key of 64.
 *
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al., 2011</a>, section 3.3
 */
final class Philox {
  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final long LOW = 0xFFFFFFFFL;

  private Philox() {}

  /** Overwrites the four words of {@code counter} with random ones. */
  static void scramble(int[] counter, long key) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < 10; round++) {
      long p0 = M0 * (counter[0] & LOW);
      long p1 = M1 * (counter[2] & LOW);
      int c0 = (int) (p1 >>> 32) ^ counter[1] ^ k0;
      int c2 = (int) (p0 >>> 32) ^ counter[3] ^ k1;
      counter[0] = c0;
      counter[1] = (int) p1;
      counter[2] = c2;
      counter[3] = (int) p0;
      k0 += W0;
      k1 += W1;
    }
  }
}
