package preimage.io;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * PyTorch's ZIP format: {@code NAME/data.pkl} and for each storage {@code NAME/data/KEY}, its
 * bytes.
 */
final class TorchArchive {
  private final Source source;
  private final Zip zip;
  private final Zip.Entry pickle;
  private final String folder;
  private final Map<String, Source> contents = new HashMap<>();

  TorchArchive(Source source) {
    this.source = source;
    this.zip = new Zip(source);
    this.pickle =
        zip.entries().values().stream()
            .filter(entry -> entry.name().matches("[^/]*/data\\.pkl"))
            .findFirst()
            .orElseThrow(
                () -> source.failure(0, "the archive holds no NAME/data.pkl of PyTorch's"));
    this.folder = pickle.name().substring(0, pickle.name().length() - "data.pkl".length());
    if (zip.entries().containsKey(folder + "constants.pkl")) {
      throw source.failure(pickle.at(), "this is a TorchScript module, not a state dict");
    }
    refuseBigEndian();
  }

  PickleInput pickle() {
    return new PickleInput(source.name(), zip.content(pickle), 0);
  }

  /** What all entries unfold to, in bytes. */
  long size() {
    return zip.entries().values().stream().mapToLong(Zip.Entry::size).sum();
  }

  Source storage(TorchTensor.Storage storage) {
    var entry = zip.entries().get(folder + "data/" + storage.key());
    if (entry == null) {
      throw source.failure(
          pickle.at(), "the archive lacks the storage " + Source.quoted(storage.key()));
    }
    if (entry.size() != storage.length()) {
      throw source.failure(
          entry.at(),
          "storage "
              + Source.quoted(storage.key())
              + " should take "
              + storage.length()
              + " bytes but takes "
              + entry.size());
    }
    return contents.computeIfAbsent(storage.key(), key -> zip.content(entry));
  }

  private void refuseBigEndian() {
    var order = zip.entries().get(folder + "byteorder");
    if (order != null) {
      var content = zip.content(order);
      var text = new String(content.read(0, content.size(), "the order"), StandardCharsets.UTF_8);
      if (!text.equals("little")) {
        throw source.failure(
            order.at(), "numbers should be little-endian, not " + Source.quoted(text));
      }
    }
  }
}
