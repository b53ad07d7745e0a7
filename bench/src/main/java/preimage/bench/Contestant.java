package preimage.bench;

/** Something that takes steps of one kind of work and is timed by itself. */
interface Contestant extends AutoCloseable {
  String name();

  /** Takes steps that do not count. */
  void warm(int steps);

  /** Takes steps and says how many seconds they took. */
  double seconds(int steps);

  @Override
  void close();

  /** A contestant within this process. */
  static Contestant here(String name, Runnable step) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void warm(int steps) {
        for (int i = 0; i < steps; i++) {
          step.run();
        }
      }

      @Override
      public double seconds(int steps) {
        long start = System.nanoTime();
        warm(steps);
        return (System.nanoTime() - start) / 1e9;
      }

      @Override
      public void close() {}
    };
  }
}
