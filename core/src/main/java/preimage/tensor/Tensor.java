package preimage.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * An array of numbers on libtorch, immutable by convention, owned by the scope it was born in.
 *
 * <p>The first dimension is the batch: {@code (n, …)}. Operations broadcast as NumPy's do. Every
 * operation throws {@link IllegalStateException} outside a {@link Scope} or on a tensor whose scope
 * has closed.
 */
public final class Tensor implements Bundle {
  private final org.bytedeco.pytorch.Tensor raw;
  private Owner owner;

  private Tensor(org.bytedeco.pytorch.Tensor raw, Owner owner) {
    this.raw = raw;
    this.owner = owner;
  }

  private Tensor(org.bytedeco.pytorch.Tensor raw) {
    this(raw, Scope.current());
    Scope.current().own();
  }

  static Tensor wrap(org.bytedeco.pytorch.Tensor raw) {
    return new Tensor(raw);
  }

  /** A tensor of its own for an element of a native list or tuple, which may be freed before it. */
  static Tensor share(org.bytedeco.pytorch.Tensor element) {
    return new Tensor(new org.bytedeco.pytorch.Tensor(element));
  }

  /** A copy that lives as long as {@code weights}, recording gradients if {@code learned}. */
  Tensor keptBy(Weights weights, boolean learned) {
    try (var _ = new PointerScope()) {
      var copy = raw().detach().clone().requires_grad_(learned);
      copy.retainReference();
      Scope.remember(1);
      return new Tensor(copy, weights);
    }
  }

  // Births

  /** A float32 tensor of {@code shape} holding a copy of {@code values} in row-major order. */
  public static Tensor of(float[] values, long... shape) {
    var raw = cpu(Dtype.FLOAT32, values.length, shape);
    new FloatPointer(raw.data_ptr()).put(values);
    return new Tensor(placed(raw));
  }

  /** A float64 tensor of {@code shape} holding a copy of {@code values} in row-major order. */
  public static Tensor of(double[] values, long... shape) {
    var raw = cpu(Dtype.FLOAT64, values.length, shape);
    new DoublePointer(raw.data_ptr()).put(values);
    return new Tensor(placed(raw));
  }

  /** An int64 tensor of {@code shape} holding a copy of {@code values} in row-major order. */
  public static Tensor of(long[] values, long... shape) {
    var raw = cpu(Dtype.INT64, values.length, shape);
    new LongPointer(raw.data_ptr()).put(values);
    return new Tensor(placed(raw));
  }

  /** An int64 tensor (n) of {@code values}. */
  public static Tensor of(int[] values) {
    return of(Arrays.stream(values).asLongStream().toArray(), values.length);
  }

  public static Tensor zeros(long... shape) {
    return full(0, shape);
  }

  public static Tensor ones(long... shape) {
    return full(1, shape);
  }

  public static Tensor full(double value, long... shape) {
    Scope.current();
    return new Tensor(torch.full(shape, new Scalar(value), Device.options(Dtype.FLOAT32)));
  }

  /** The identity matrix (n, n). */
  public static Tensor identity(long n) {
    Scope.current();
    return new Tensor(torch.eye(n, Device.options(Dtype.FLOAT32)));
  }

  public static Tensor cat(List<Tensor> parts, int dimension) {
    return new Tensor(torch.cat(vector(parts), dimension));
  }

  public static Tensor stack(List<Tensor> parts, int dimension) {
    return new Tensor(torch.stack(vector(parts), dimension));
  }

  // Arithmetic

  public Tensor add(Tensor other) {
    return new Tensor(raw().add(other.raw()));
  }

  public Tensor add(double term) {
    return new Tensor(raw().add(new Scalar(term)));
  }

  public Tensor sub(Tensor other) {
    return new Tensor(raw().sub(other.raw()));
  }

  public Tensor mul(Tensor other) {
    return new Tensor(raw().mul(other.raw()));
  }

  public Tensor mul(double factor) {
    return new Tensor(raw().mul(new Scalar(factor)));
  }

  public Tensor div(Tensor other) {
    return new Tensor(raw().div(other.raw()));
  }

  public Tensor div(double divisor) {
    return new Tensor(raw().div(new Scalar(divisor)));
  }

  public Tensor neg() {
    return new Tensor(raw().neg());
  }

  /** (1 − weight) · this + weight · other. */
  public Tensor lerp(Tensor other, double weight) {
    return new Tensor(raw().lerp(other.raw(), new Scalar(weight)));
  }

  /** this + factor · a · b. */
  public Tensor addProduct(Tensor a, Tensor b, double factor) {
    return new Tensor(raw().addcmul(a.raw(), b.raw(), new Scalar(factor)));
  }

  /** this + factor · a / b. */
  public Tensor addQuotient(Tensor a, Tensor b, double factor) {
    return new Tensor(raw().addcdiv(a.raw(), b.raw(), new Scalar(factor)));
  }

  public Tensor square() {
    return new Tensor(raw().square());
  }

  public Tensor sqrt() {
    return new Tensor(raw().sqrt());
  }

  public Tensor abs() {
    return new Tensor(raw().abs());
  }

  public Tensor sign() {
    return new Tensor(raw().sign());
  }

  public Tensor exp() {
    return new Tensor(raw().exp());
  }

  public Tensor log() {
    return new Tensor(raw().log());
  }

  public Tensor asin() {
    return new Tensor(raw().asin());
  }

  public Tensor atanh() {
    return new Tensor(raw().atanh());
  }

  public Tensor clamp(double lower, double upper) {
    return new Tensor(
        raw().clamp(new ScalarOptional(new Scalar(lower)), new ScalarOptional(new Scalar(upper))));
  }

  public Tensor maximum(Tensor other) {
    return new Tensor(raw().maximum(other.raw()));
  }

  public Tensor minimum(Tensor other) {
    return new Tensor(raw().minimum(other.raw()));
  }

  // Activations

  public Tensor tanh() {
    return new Tensor(raw().tanh());
  }

  public Tensor sigmoid() {
    return new Tensor(raw().sigmoid());
  }

  public Tensor relu() {
    return new Tensor(raw().relu());
  }

  /** x where x > 0, else slope · x. */
  public Tensor leakyRelu(double slope) {
    return new Tensor(torch.leaky_relu(raw(), new Scalar(slope)));
  }

  /** log(1 + eˣ). */
  public Tensor softplus() {
    return new Tensor(torch.softplus(raw()));
  }

  /** log of the softmax over {@code dimension}. */
  public Tensor logSoftmax(int dimension) {
    return new Tensor(raw().log_softmax(dimension));
  }

  // Comparisons and choices

  public Tensor less(Tensor other) {
    return new Tensor(raw().lt(other.raw()));
  }

  public Tensor less(double bound) {
    return new Tensor(raw().lt(new Scalar(bound)));
  }

  public Tensor greater(double bound) {
    return new Tensor(raw().gt(new Scalar(bound)));
  }

  /** Whether values are equal, elementwise. */
  public Tensor same(Tensor other) {
    return new Tensor(raw().eq(other.raw()));
  }

  public Tensor and(Tensor other) {
    return new Tensor(raw().logical_and(other.raw()));
  }

  public Tensor or(Tensor other) {
    return new Tensor(raw().logical_or(other.raw()));
  }

  public Tensor not() {
    return new Tensor(raw().logical_not());
  }

  /** Whether values are neither infinite nor NaN. */
  public Tensor isFinite() {
    return new Tensor(raw().isfinite());
  }

  /** This where {@code mask} holds, else {@code other}; a mask (n) speaks for whole samples. */
  public Tensor where(Tensor mask, Tensor other) {
    var spread = mask.rank() == 1 && rank() > 1 ? mask.perSampleOf(this) : mask;
    return new Tensor(torch.where(spread.raw(), raw(), other.raw()));
  }

  // Sums

  public Tensor sum() {
    return new Tensor(raw().sum());
  }

  public Tensor mean() {
    return new Tensor(raw().mean());
  }

  public Tensor sum(int dimension) {
    return new Tensor(raw().sum(dimension));
  }

  public Tensor mean(int dimension) {
    return new Tensor(raw().mean(dimension));
  }

  public Tensor max(int dimension) {
    return new Tensor(raw().amax(new long[] {dimension}, false));
  }

  /** The positions (int64) of the largest values along {@code dimension}. */
  public Tensor argmax(int dimension) {
    return new Tensor(raw().argmax(new LongOptional(dimension), false));
  }

  /** Sums all dimensions but the first: (n, …) → (n). */
  public Tensor sumPerSample() {
    return rank() == 1 ? this : new Tensor(raw().flatten(1, -1).sum(1));
  }

  /** Averages all dimensions but the first: (n, …) → (n). */
  public Tensor meanPerSample() {
    return rank() == 1 ? this : new Tensor(raw().flatten(1, -1).mean(1));
  }

  // Shapes

  public long[] shape() {
    var shape = new long[rank()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = size(i);
    }
    return shape;
  }

  public int rank() {
    return (int) raw().dim();
  }

  /** The size of {@code dimension}; negative ones count from the end. */
  public long size(int dimension) {
    return raw().size(dimension);
  }

  /** The number of values. */
  public long count() {
    return raw().numel();
  }

  /** The sizes of one sample, without the batch. */
  public Shape sample() {
    return new Shape(Arrays.stream(shape()).skip(1).mapToObj(Math::toIntExact).toList());
  }

  public Tensor reshape(long... shape) {
    return new Tensor(raw().reshape(shape));
  }

  /** (n, …) → (n, m). */
  public Tensor flatten() {
    return rank() == 1 ? reshape(size(0), 1) : new Tensor(raw().flatten(1, -1));
  }

  /** This (n) viewed as (n, 1, …, 1), so that it broadcasts over the samples of {@code batch}. */
  public Tensor perSampleOf(Tensor batch) {
    var shape = new long[batch.rank()];
    Arrays.fill(shape, 1);
    shape[0] = size(0);
    return new Tensor(raw().reshape(shape));
  }

  public Tensor transpose(int first, int second) {
    return new Tensor(raw().transpose(first, second));
  }

  public Tensor permute(long... order) {
    return new Tensor(raw().permute(order));
  }

  /** A view in which dimensions of size 1 repeat up to {@code shape}. */
  public Tensor expand(long... shape) {
    return new Tensor(raw().expand(shape));
  }

  /** The whole batch {@code times} in a row: (n, …) → (n · times, …). */
  public Tensor repeatAll(long times) {
    var repeats = new long[rank()];
    Arrays.fill(repeats, 1);
    repeats[0] = times;
    return new Tensor(raw().repeat(repeats));
  }

  public Tensor narrow(int dimension, long start, long length) {
    return new Tensor(raw().narrow(dimension, start, length));
  }

  /** Every {@code stride}-th slice along {@code dimension}, from the first. */
  public Tensor everyOther(int dimension, long stride) {
    return new Tensor(raw().slice(dimension, new LongOptional(), new LongOptional(), stride));
  }

  /** The samples at {@code index} (int64 or bool). */
  public Tensor rows(Tensor index) {
    var positions = index.dtype() == Dtype.BOOL ? index.raw().nonzero().flatten() : index.raw();
    return new Tensor(raw().index_select(0, positions));
  }

  /** A copy in which the samples at {@code index} (k) are those of {@code rows} (k, …). */
  public Tensor withRows(Tensor index, Tensor rows) {
    return new Tensor(raw().index_copy(0, index.raw(), rows.raw()));
  }

  /** The values at {@code index} (n, k) along the second dimension: (n, m) → (n, k). */
  public Tensor gather(Tensor index) {
    return new Tensor(raw().gather(1, index.raw()));
  }

  /** The values in ascending order along the last dimension. */
  public Tensor sorted() {
    return share(raw().sort(-1, false).get0());
  }

  /** Mirrored along {@code dimension}. */
  public Tensor flip(int dimension) {
    return new Tensor(raw().flip(dimension));
  }

  /** Class numbers (n) as unit vectors (n, classes). */
  public Tensor oneHot(int classes) {
    return new Tensor(torch.one_hot(raw(), classes)).to(Dtype.FLOAT32);
  }

  // Linear algebra

  public Tensor matmul(Tensor other) {
    return new Tensor(raw().matmul(other.raw()));
  }

  /**
   * The lower Cholesky factor of each symmetric matrix of a batch (…, d, d); NaN for one that is
   * not positive definite.
   */
  public Tensor cholesky() {
    var result = torch.linalg_cholesky_ex(raw(), false, false);
    var failed = result.get1().ne(new Scalar(0)).unsqueeze(-1).unsqueeze(-1);
    return new Tensor(result.get0().masked_fill(failed, new Scalar(Double.NaN)));
  }

  /** Solves L Lᵀ x = this for {@code factor} = L: (…, d, k). */
  public Tensor choleskySolve(Tensor factor) {
    return new Tensor(raw().cholesky_solve(factor.raw(), false));
  }

  /** Solves matrix · x = this for x. */
  public Tensor solve(Tensor matrix) {
    return new Tensor(torch.linalg_solve(matrix.raw(), raw(), true));
  }

  /** The singular values of each matrix of a batch, descending. */
  public Tensor singularValues() {
    return new Tensor(torch.linalg_svdvals(raw()));
  }

  /** The diagonal of each matrix of a batch: (…, d, d) → (…, d). */
  public Tensor diagonal() {
    return new Tensor(raw().diagonal(0, -2, -1));
  }

  /** Diagonal matrices: (…, d) → (…, d, d). */
  public Tensor diagonalMatrix() {
    return new Tensor(torch.diag_embed(raw(), 0, -2, -1));
  }

  // Layers

  /** this · weightᵀ + bias: (n, in) → (n, out); no bias where the tensor is this itself. */
  public Tensor linear(Tensor weight, Optional<Tensor> bias) {
    return new Tensor(torch.linear(raw(), weight.raw(), optional(bias)));
  }

  /** Cross-correlation with square stride and padding: (n, in, h, w) → (n, out, h′, w′). */
  public Tensor conv2d(Tensor kernel, Optional<Tensor> bias, int stride, int pad) {
    return new Tensor(
        torch.conv2d(
            raw(),
            kernel.raw(),
            optional(bias),
            new long[] {stride, stride},
            new long[] {pad, pad},
            new long[] {1, 1},
            1));
  }

  /** The transpose of a convolution: (n, in, h, w) → (n, out, h′, w′), kernel (in, out, k, k). */
  public Tensor convTranspose2d(Tensor kernel, Optional<Tensor> bias, int stride, int pad) {
    var y =
        torch.conv_transpose2d(
            raw(),
            kernel.raw(),
            new TensorOptional(),
            new long[] {stride, stride},
            new long[] {pad, pad},
            new long[] {0, 0},
            1,
            new long[] {1, 1});
    // Within the operation, a bias would cost half its time again.
    return new Tensor(bias.map(b -> y.add_(b.raw().view(-1, 1, 1))).orElse(y));
  }

  /**
   * Normalises each channel over the batch, by the batch's statistics in training (which move the
   * running ones by {@code momentum}), by the running ones otherwise.
   */
  public Tensor batchNorm(
      Optional<Tensor> scale,
      Optional<Tensor> shift,
      Tensor runningMean,
      Tensor runningVariance,
      boolean training,
      double momentum,
      double epsilon) {
    return new Tensor(
        torch.batch_norm(
            raw(),
            optional(scale),
            optional(shift),
            new TensorOptional(runningMean.raw()),
            new TensorOptional(runningVariance.raw()),
            training,
            momentum,
            epsilon,
            false));
  }

  /** Normalises each sample over the last {@code shape.length} dimensions. */
  public Tensor layerNorm(Tensor scale, Tensor shift, double epsilon, long... shape) {
    return new Tensor(
        torch.layer_norm(
            raw(),
            shape,
            new TensorOptional(scale.raw()),
            new TensorOptional(shift.raw()),
            epsilon,
            false));
  }

  /** Normalises each channel of each sample over its pixels. */
  public Tensor instanceNorm(Optional<Tensor> scale, Optional<Tensor> shift, double epsilon) {
    return new Tensor(
        torch.instance_norm(
            raw(),
            optional(scale),
            optional(shift),
            new TensorOptional(),
            new TensorOptional(),
            true,
            0,
            epsilon,
            false));
  }

  /** Repeats each pixel {@code factor} times in both directions. */
  public Tensor upsample(int factor) {
    return new Tensor(
        torch.upsample_nearest2d(raw(), new long[] {size(2) * factor, size(3) * factor}));
  }

  /** Averages squares of {@code size} pixels. */
  public Tensor averagePool(int size) {
    return new Tensor(torch.avg_pool2d(raw(), size, size));
  }

  /** The largest of each square of {@code size} pixels, {@code stride} apart. */
  public Tensor maxPool(int size, int stride) {
    return new Tensor(
        torch.max_pool2d(
            raw(),
            new long[] {size, size},
            new long[] {stride, stride},
            new long[] {0, 0},
            new long[] {1, 1},
            false));
  }

  // Types, gradients, heap

  public Dtype dtype() {
    return Dtype.of(raw().scalar_type());
  }

  public Tensor to(Dtype type) {
    return dtype() == type ? this : new Tensor(raw().to(type.raw));
  }

  /** The same values, in row-major order in memory. */
  public Tensor contiguous() {
    return new Tensor(raw().contiguous());
  }

  /** The same values, seen as constant by gradients. */
  public Tensor detach() {
    return new Tensor(raw().detach());
  }

  /** The same values as a variable that gradients can be taken with respect to. */
  Tensor leaf() {
    return new Tensor(raw().detach().requires_grad_(true));
  }

  /** Copies the values to the Java heap in row-major order. */
  public float[] toArray() {
    return copied(
        Dtype.FLOAT32,
        values -> {
          var copy = new float[Math.toIntExact(count())];
          new FloatPointer(values).get(copy);
          return copy;
        });
  }

  /** Copies the values to the Java heap in row-major order. */
  public double[] toDoubles() {
    return copied(
        Dtype.FLOAT64,
        values -> {
          var copy = new double[Math.toIntExact(count())];
          new DoublePointer(values).get(copy);
          return copy;
        });
  }

  /** Copies the values to the Java heap in row-major order; a bool becomes 0 or 1. */
  public long[] toLongs() {
    return copied(
        Dtype.INT64,
        values -> {
          var copy = new long[Math.toIntExact(count())];
          new LongPointer(values).get(copy);
          return copy;
        });
  }

  /** The only value of a tensor of one. */
  public double item() {
    return raw().item_double();
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(this);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape());
  }

  org.bytedeco.pytorch.Tensor raw() {
    owner.admit();
    return raw;
  }

  Owner owner() {
    return owner;
  }

  void moveTo(Scope scope) {
    owner = scope;
  }

  void abandon() {
    owner = Owner.Gone.GONE;
  }

  static TensorVector vector(List<Tensor> tensors) {
    Scope.current();
    return new TensorVector(
        tensors.stream().map(Tensor::raw).toArray(org.bytedeco.pytorch.Tensor[]::new));
  }

  /** Weights can be read outside any scope, so this one has its own. */
  private <T> T copied(Dtype type, Function<Pointer, T> copy) {
    try (var _ = new PointerScope()) {
      var here = raw().detach().to(type.raw);
      return copy.apply((here.is_cuda() ? here.cpu() : here).contiguous().data_ptr());
    }
  }

  private static org.bytedeco.pytorch.Tensor cpu(Dtype type, int count, long... shape) {
    Scope.current();
    if (LongStream.of(shape).reduce(1, (a, b) -> a * b) != count) {
      throw new IllegalArgumentException(count + " values for " + Arrays.toString(shape));
    }
    return torch.empty(
        shape, new org.bytedeco.pytorch.TensorOptions(type.raw), new MemoryFormatOptional());
  }

  private static org.bytedeco.pytorch.Tensor placed(org.bytedeco.pytorch.Tensor raw) {
    return Device.current() == Device.CPU ? raw : raw.cuda();
  }

  private static TensorOptional optional(Optional<Tensor> tensor) {
    return tensor.map(t -> new TensorOptional(t.raw())).orElseGet(TensorOptional::new);
  }
}
