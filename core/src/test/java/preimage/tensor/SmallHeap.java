package preimage.tensor;

/** What a process with a small heap must be told. */
public final class SmallHeap {
  /** libtorch's binding would otherwise allow the whole process no more than four heaps. */
  public static final String OPTION = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0";

  private SmallHeap() {}
}
