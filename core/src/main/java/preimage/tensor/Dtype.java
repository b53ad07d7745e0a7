package preimage.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** How the values of a tensor are stored. */
public enum Dtype {
  FLOAT32(ScalarType.Float),
  FLOAT64(ScalarType.Double),
  INT64(ScalarType.Long),
  BOOL(ScalarType.Bool);

  final ScalarType raw;

  Dtype(ScalarType raw) {
    this.raw = raw;
  }

  /** What one value takes. */
  public int bytes() {
    return switch (this) {
      case FLOAT32 -> 4;
      case FLOAT64, INT64 -> 8;
      case BOOL -> 1;
    };
  }

  /**
   * The distance of 1 to the next number.
   *
   * @throws IllegalStateException of types without fractions
   */
  public double epsilon() {
    return switch (this) {
      case FLOAT32 -> Math.ulp(1f);
      case FLOAT64 -> Math.ulp(1.0);
      case INT64, BOOL -> throw new IllegalStateException(this + " does not round");
    };
  }

  static Dtype of(ScalarType raw) {
    for (Dtype type : values()) {
      if (type.raw.value == raw.value) {
        return type;
      }
    }
    throw new IllegalStateException("no tensor here holds " + raw);
  }
}
