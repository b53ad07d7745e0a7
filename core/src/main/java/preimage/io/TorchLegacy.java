package preimage.io;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's format before version 1.6: pickles of a magic number, a protocol version, facts of the
 * machine, the object, and the keys of storages; then each storage, its count and its bytes.
 *
 * @param root the object
 */
record TorchLegacy(Source source, Object root, Map<String, Source> contents) {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;
  private static final int PROTO_OPCODE = 0x80;

  static TorchLegacy read(Source source, TorchObjects objects) {
    var start = new PickleInput(source.name(), source, 0);
    if (source.size() == 0 || start.unsigned() != PROTO_OPCODE) {
      throw source.failure(0, "a PyTorch state dict was expected, in its ZIP or legacy format");
    }
    var in = new PickleInput(source.name(), source, 0);
    if (!MAGIC.equals(Pickle.read(in, objects))) {
      throw source.failure(0, "the magic number of PyTorch's legacy format was expected");
    }
    in = new PickleInput(source.name(), source, in.position());
    if (!Long.valueOf(PROTOCOL).equals(Pickle.read(in, objects))) {
      throw source.failure(in.position(), "protocol version 1001 was expected");
    }
    in = new PickleInput(source.name(), source, in.position());
    Pickle.read(in, objects);
    in = new PickleInput(source.name(), source, in.position());
    var root = Pickle.read(in, objects);
    in = new PickleInput(source.name(), source, in.position());
    long at = in.position();
    if (!(Pickle.read(in, objects) instanceof List<?> keys)) {
      throw source.failure(at, "the keys of the storages were expected");
    }
    return new TorchLegacy(source, root, contents(source, keys, objects, in.position()));
  }

  private static Map<String, Source> contents(
      Source source, List<?> keys, TorchObjects objects, long start) {
    var contents = new HashMap<String, Source>();
    long at = start;
    for (var key : keys) {
      var storage = key instanceof String name ? objects.storages().get(name) : null;
      if (storage == null || contents.containsKey(storage.key())) {
        throw source.failure(at, "a storage that no tensor uses, or one that came before");
      }
      long count = source.buffer(at, 8, "the count of a storage").getLong();
      if (count != storage.count()) {
        throw source.failure(
            at, "a storage should hold " + storage.count() + " values but claims " + count);
      }
      source.require(at + 8, storage.length(), "storage " + Source.quoted(storage.key()));
      contents.put(storage.key(), source.part(source.name(), at + 8, storage.length()));
      at += 8 + storage.length();
    }
    if (at < source.size()) {
      throw source.failure(at, "the tensors end here but the file at byte " + source.size());
    }
    return contents;
  }

  Source storage(TorchTensor.Storage storage) {
    var content = contents.get(storage.key());
    if (content == null) {
      throw source.failure(
          source.size(), "the file lacks the storage " + Source.quoted(storage.key()));
    }
    return content;
  }
}
