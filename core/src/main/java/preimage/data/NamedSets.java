package preimage.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The table of named sets: their splits, files and sizes as published. */
public final class NamedSets {
  /** All of them. */
  public static final List<NamedSet> ALL =
      List.of(
          idx("mnist", "handwritten digits, 10 classes, 1×28×28", List.of("mnist", "MNIST/raw")),
          idx(
              "fashion-mnist",
              "photographs of clothes, 10 classes, 1×28×28",
              List.of("fashion-mnist", "FashionMNIST/raw")),
          cifar10());

  private NamedSets() {}

  private static NamedSet idx(String name, String title, List<String> folders) {
    return new NamedSet(
        name, title, folders, List.of(idx("train", "train", 60_000), idx("test", "t10k", 10_000)));
  }

  private static NamedSet.Split idx(String name, String prefix, int size) {
    return new NamedSet.Split(
        name,
        size,
        List.of(prefix + "-images-idx3-ubyte", prefix + "-labels-idx1-ubyte"),
        (full, files) -> IdxFile.open(full, files.getFirst(), Optional.of(files.getLast())));
  }

  private static NamedSet cifar10() {
    var batches = IntStream.rangeClosed(1, 5).mapToObj("data_batch_%d.bin"::formatted).toList();
    return new NamedSet(
        "cifar10",
        "small photographs of animals and vehicles, 10 classes, 3×32×32",
        List.of("cifar10", "cifar10/cifar-10-batches-bin", "cifar-10-batches-bin"),
        List.of(
            new NamedSet.Split("train", 50_000, batches, CifarFile::open),
            new NamedSet.Split("test", 10_000, List.of("test_batch.bin"), CifarFile::open)));
  }
}
