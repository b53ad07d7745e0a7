package preimage.net;

import preimage.tensor.Shape;

/**
 * A tensor that a layer needs.
 *
 * @param name its name within the layer, as PyTorch would call it
 * @param fanIn how many inputs one output value sums over, which initialisations scale by
 */
public record Parameter(String name, Shape shape, Role role, int fanIn) {
  /** What a parameter does, which decides how it is initialised and whether it is learned. */
  public enum Role {
    WEIGHT,
    BIAS,
    SCALE,
    SHIFT,
    RUNNING_MEAN,
    RUNNING_VARIANCE,
    /** A running estimate of a singular vector. */
    DIRECTION;

    /** Whether gradients move it, rather than the layer itself. */
    public boolean learned() {
      return this != RUNNING_MEAN && this != RUNNING_VARIANCE && this != DIRECTION;
    }
  }

  static Parameter of(String name, Role role, int size) {
    return new Parameter(name, Shape.of(size), role, size);
  }

  Parameter within(String path) {
    return new Parameter(path + "." + name, shape, role, fanIn);
  }
}
