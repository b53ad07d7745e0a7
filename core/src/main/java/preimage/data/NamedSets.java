package preimage.data;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import preimage.data.NamedSet.Remote;
import preimage.data.NamedSet.Split;

/** The table of named sets: their splits, files, sizes and hosts as published. */
public final class NamedSets {
  private static final List<String> MNIST =
      List.of(
          "https://ossci-datasets.s3.amazonaws.com/mnist/",
          "https://storage.googleapis.com/cvdf-datasets/mnist/");
  private static final List<String> FASHION =
      List.of(
          "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
          "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/");
  private static final List<String> CIFAR =
      List.of(
          "https://www.cs.toronto.edu/~kriz/",
          "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/");
  private static final List<String> STL =
      List.of("https://cs.stanford.edu/~acoates/stl10/", "http://ai.stanford.edu/~acoates/stl10/");
  private static final List<String> SVHN = List.of("http://ufldl.stanford.edu/housenumbers/");
  private static final List<String> NORB =
      List.of("https://cs.nyu.edu/~ylclab/data/norb-v1.0-small/");

  private static final String NORB_TRAIN = "smallnorb-5x46789x9x18x6x2x96x96-training-";
  private static final String NORB_TEST = "smallnorb-5x01235x9x18x6x2x96x96-testing-";

  /** All of them. */
  public static final List<NamedSet> ALL =
      List.of(
          new NamedSet(
              "mnist",
              "handwritten digits, 10 classes, 1×28×28",
              List.of("mnist", "MNIST/raw"),
              List.of(idx("train", "train", 60_000), idx("test", "t10k", 10_000)),
              List.of(
                  idx(
                      MNIST,
                      "train-images-idx3",
                      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                  idx(
                      MNIST,
                      "train-labels-idx1",
                      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                  idx(
                      MNIST,
                      "t10k-images-idx3",
                      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                  idx(
                      MNIST,
                      "t10k-labels-idx1",
                      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"))),
          new NamedSet(
              "fashion-mnist",
              "photographs of clothes, 10 classes, 1×28×28",
              List.of("fashion-mnist", "FashionMNIST/raw"),
              List.of(idx("train", "train", 60_000), idx("test", "t10k", 10_000)),
              List.of(
                  idx(
                      FASHION,
                      "train-images-idx3",
                      "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
                  idx(
                      FASHION,
                      "train-labels-idx1",
                      "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
                  idx(
                      FASHION,
                      "t10k-images-idx3",
                      "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
                  idx(
                      FASHION,
                      "t10k-labels-idx1",
                      "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"))),
          new NamedSet(
              "cifar10",
              "photographs of animals and vehicles, 10 classes, 3×32×32",
              List.of("cifar10", "cifar10/cifar-10-batches-bin", "cifar-10-batches-bin"),
              List.of(
                  new Split(
                      "train",
                      50_000,
                      IntStream.rangeClosed(1, 5)
                          .mapToObj(i -> "data_batch_" + i + ".bin")
                          .toList(),
                      CifarFile::open),
                  new Split("test", 10_000, List.of("test_batch.bin"), CifarFile::open)),
              List.of(remote(CIFAR, "cifar-10-binary.tar.gz"))),
          new NamedSet(
              "stl10",
              "photographs of animals and vehicles, 10 classes, 3×96×96",
              List.of("stl10", "stl10/stl10_binary", "stl10_binary"),
              List.of(
                  stl("train", 5_000, "train_X.bin", "train_y.bin"),
                  stl("test", 8_000, "test_X.bin", "test_y.bin"),
                  stl("unlabelled", 100_000, "unlabeled_X.bin")),
              List.of(remote(STL, "stl10_binary.tar.gz"))),
          new NamedSet(
              "svhn",
              "house numbers from street photographs, 10 classes, 3×32×32",
              List.of("svhn", "SVHN"),
              List.of(svhn("train", 73_257), svhn("test", 26_032), svhn("extra", 531_131)),
              List.of(
                  remote(SVHN, "train_32x32.mat"),
                  remote(SVHN, "test_32x32.mat"),
                  remote(SVHN, "extra_32x32.mat"))),
          new NamedSet(
              "norb",
              "small NORB: toys in stereo, both cameras, 5 classes, 1×96×96",
              List.of("norb", "smallnorb"),
              List.of(norb("train", NORB_TRAIN), norb("test", NORB_TEST)),
              List.of(
                  remote(NORB, NORB_TRAIN + "dat.mat.gz"),
                  remote(NORB, NORB_TRAIN + "cat.mat.gz"),
                  remote(NORB, NORB_TEST + "dat.mat.gz"),
                  remote(NORB, NORB_TEST + "cat.mat.gz"))));

  private NamedSets() {}

  private static Split idx(String name, String prefix, int size) {
    return new Split(
        name,
        size,
        List.of(prefix + "-images-idx3-ubyte", prefix + "-labels-idx1-ubyte"),
        (full, files) -> IdxFile.open(full, files.getFirst(), Optional.of(files.getLast())));
  }

  private static Split stl(String name, int size, String... files) {
    return new Split(
        name,
        size,
        List.of(files),
        (full, paths) -> StlFile.open(full, paths.getFirst(), paths.stream().skip(1).findFirst()));
  }

  private static Split svhn(String name, int size) {
    return new Split(
        name,
        size,
        List.of(name + "_32x32.mat"),
        (full, files) -> SvhnFile.open(full, files.getFirst()));
  }

  /** 24,300 pairs of images a split. */
  private static Split norb(String name, String prefix) {
    return new Split(
        name,
        48_600,
        List.of(prefix + "dat.mat", prefix + "cat.mat"),
        (full, files) -> NorbFile.open(full, files.getFirst(), Optional.of(files.getLast())));
  }

  private static Remote idx(List<String> hosts, String stem, String sha256) {
    var file = stem + "-ubyte.gz";
    return new Remote(file, at(hosts, file), Optional.of(sha256));
  }

  private static Remote remote(List<String> hosts, String file) {
    return new Remote(file, at(hosts, file), Optional.empty());
  }

  private static List<URI> at(List<String> hosts, String file) {
    return hosts.stream().map(host -> URI.create(host + file)).toList();
  }
}
