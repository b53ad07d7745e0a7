package preimage.net;

/**
 * Pixels next to each other along one axis of an image, counted from the first of a cell: from
 * {@code from} to {@code to}, both included.
 */
record Window(int from, int to) {
  /** One pixel. */
  Window(int at) {
    this(at, at);
  }

  int size() {
    return to - from + 1;
  }

  /** What these depend on in the image that {@code deconv} made them of. */
  Window before(Deconv deconv) {
    return new Window(
        Math.ceilDiv(from + deconv.pad() - deconv.kernel() + 1, deconv.stride()),
        Math.floorDiv(to + deconv.pad(), deconv.stride()));
  }

  /** The smallest one that holds both. */
  Window or(Window other) {
    return new Window(Math.min(from, other.from), Math.max(to, other.to));
  }
}
