package preimage.tensor;

import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import preimage.spec.Misuse;

/** Where tensors live and are computed with. */
public enum Device {
  CPU(DeviceType.CPU),
  CUDA(DeviceType.CUDA);

  private static final ScopedValue<Device> CURRENT = ScopedValue.newInstance();

  private final DeviceType raw;

  Device(DeviceType raw) {
    this.raw = raw;
  }

  /** The device that new tensors are made on: that of the enclosing {@link #call}, else the CPU. */
  public static Device current() {
    return CURRENT.orElse(CPU);
  }

  /** Runs {@code body} with new tensors made here. */
  public <T> T call(Supplier<T> body) {
    return ScopedValue.where(CURRENT, this).call(body::get);
  }

  /**
   * Reads {@code cpu}, {@code cuda} or {@code auto}, which is CUDA where there is any.
   *
   * @throws Misuse if there is no such device here
   */
  public static Device parse(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cpu" -> CPU;
      case "auto" -> torch.cuda_is_available() ? CUDA : CPU;
      case "cuda" -> {
        if (!torch.cuda_is_available()) {
          throw new Misuse("there is no CUDA device here; build with -Pcuda on a machine with one");
        }
        yield CUDA;
      }
      default -> throw new Misuse("no device '" + name + "' among [cpu, cuda, auto]");
    };
  }

  /** The number of threads that one operation may use. */
  public static int threads() {
    return torch.get_num_threads();
  }

  /** Sets the number of threads that one operation may use. */
  public static void limitThreads(int count) {
    if (count < 1) {
      throw new Misuse("threads must be at least 1 but was " + count);
    }
    torch.set_num_threads(count);
  }

  /** The version of the engine underneath. */
  public static String libtorch() {
    return String.valueOf(torch.class.getPackage().getImplementationVersion());
  }

  static TensorOptions options(Dtype type) {
    var options = new TensorOptions(type.raw);
    return current() == CPU
        ? options
        : options.device(
            new DeviceOptional(new org.bytedeco.pytorch.Device(current().raw, (byte) 0)));
  }
}
