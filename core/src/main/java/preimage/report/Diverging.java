package preimage.report;

/**
 * A symmetric colour map for signed numbers: black for 0, blue below, orange above, equally bright
 * on both sides and told apart with any colour vision.
 */
final class Diverging {
  private static final int[][] ANCHORS = {
    {0x9A, 0xD4, 0xFF},
    {0x2C, 0x7B, 0xC4},
    {0x0C, 0x0C, 0x0E},
    {0xC2, 0x5A, 0x12},
    {0xFF, 0xC0, 0x7D}
  };

  private Diverging() {}

  /** The colour 0xRRGGBB of {@code share} in [−1, 1]; shares beyond are clipped. */
  static int colour(double share) {
    double place = (Math.clamp(share, -1, 1) + 1) / 2 * (ANCHORS.length - 1);
    int below = Math.min((int) place, ANCHORS.length - 2);
    int colour = 0;
    for (int i = 0; i < 3; i++) {
      double mixed =
          ANCHORS[below][i] + (place - below) * (ANCHORS[below + 1][i] - ANCHORS[below][i]);
      colour = colour << 8 | (int) Math.round(mixed);
    }
    return colour;
  }
}
