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

  static Dtype of(ScalarType raw) {
    for (Dtype type : values()) {
      if (type.raw.value == raw.value) {
        return type;
      }
    }
    throw new IllegalStateException("no tensor here holds " + raw);
  }
}
