package preimage.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import preimage.data.NamedSet.Remote;
import preimage.spec.Misuse;
import preimage.work.Atomically;
import preimage.work.Failure;

/** Finds a split of a named set in the places where it may be, or fetches it into the cache. */
record Lookup(NamedSet set, NamedSet.Split split, DataPlaces places) {
  /**
   * The split.
   *
   * @throws Misuse if the folder that the user chose to look in is not there
   * @throws Failure if its files are damaged or cannot be had
   */
  Dataset open() {
    places
        .objection()
        .ifPresent(sentence -> {
          throw new Misuse(sentence);
        });
    for (var folder : places.folders()) {
      var found = set.in(folder, split);
      if (found.isPresent()) {
        return found.get();
      }
      var archive = set.archive(folder);
      if (archive.isPresent() && !missing().isEmpty()) {
        unpack(archive.get());
      }
    }
    return missing().isEmpty() ? cached() : fetched();
  }

  /** The set's folder in the cache. */
  private Path folder() {
    return places.cache().resolve(set.folders().getFirst());
  }

  private List<String> missing() {
    return split.files().stream().filter(f -> set.file(folder(), f).isEmpty()).toList();
  }

  private Dataset cached() {
    return set.in(places.cache(), split)
        .orElseThrow(() -> new Failure(folder() + " lost its files while they were opened"));
  }

  private void unpack(Path archive) {
    places.say().accept("unpacking " + archive + " into " + folder());
    Unpack.files(
        archive, set.splits().stream().flatMap(s -> s.files().stream()).toList(), folder());
  }

  private Dataset fetched() {
    var missing = missing();
    Map<Remote, String> sums = new LinkedHashMap<>();
    try {
      for (var file : missing) {
        for (var remote : set.remotes()) {
          if (remote.holds(file) && !sums.containsKey(remote)) {
            sums.put(remote, fetch(remote));
          }
        }
      }
      for (var remote : sums.keySet()) {
        if (remote.archive()) {
          unpack(target(remote));
          Files.delete(target(remote));
        }
      }
      var dataset = cached();
      sums.forEach(this::record);
      return dataset;
    } catch (Failure e) {
      sums.keySet().forEach(remote -> discard(remote, missing));
      throw e;
    } catch (IOException e) {
      throw Download.unwritable(folder(), e);
    }
  }

  /** What came whole but may not be the set must not be found the next time. */
  private void discard(Remote remote, List<String> missing) {
    boolean known = remote.sha256().isPresent() || Files.exists(record(remote));
    if (remote.archive() || !known) {
      Download.delete(target(remote));
    }
    if (remote.archive() && !known) {
      missing.forEach(file -> Download.delete(folder().resolve(file)));
    }
  }

  /** Fetches one file and returns its SHA-256. */
  private String fetch(Remote remote) {
    var target = target(remote);
    var part = target.resolveSibling(target.getFileName() + ".part");
    var hosts = hosts(remote);
    places.say().accept("fetching " + hosts.getFirst() + " into " + folder());
    try {
      places.download().fetch(part, hosts, came -> objection(remote, came));
      var sum = sum(part, false);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Origin.delete(part);
      return sum;
    } catch (Failure e) {
      throw new Failure(
          "%s:%s is not in %s, and %s, which you may put into %s, cannot be fetched: %s"
              .formatted(
                  set.name(),
                  split.name(),
                  places.folders(),
                  remote.file(),
                  folder(),
                  e.getMessage()),
          e);
    } catch (IOException e) {
      throw Download.unwritable(target, e);
    }
  }

  private List<URI> hosts(Remote remote) {
    return places
        .mirror()
        .map(base -> List.of(URI.create(base + "/" + set.name() + "/" + remote.file())))
        .orElse(remote.hosts());
  }

  private Optional<String> objection(Remote remote, Path came) {
    boolean pinned = remote.sha256().isPresent();
    try {
      var expected = pinned ? remote.sha256() : recorded(remote);
      var sum = sum(came, pinned && remote.file().endsWith(".gz"));
      return expected
          .filter(known -> !known.equals(sum))
          .map(known -> "sent wrong bytes: their SHA-256 is " + sum + ", not " + known);
    } catch (IOException e) {
      return Optional.of("sent damaged gzip data (" + e.getMessage() + ")");
    }
  }

  private static String sum(Path file, boolean unpacked) throws IOException {
    try (var plain = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        var content = unpacked ? new GZIPInputStream(plain, 1 << 16) : plain) {
      return Sha256.of(content);
    }
  }

  private Optional<String> recorded(Remote remote) throws IOException {
    var record = record(remote);
    return Files.exists(record)
        ? Optional.of(Files.readString(record).split(" ", 2)[0])
        : Optional.empty();
  }

  /** Records what a file without a pinned sum was at its first use, and says so. */
  private void record(Remote remote, String sum) {
    if (remote.sha256().isEmpty() && !Files.exists(record(remote))) {
      Atomically.write(record(remote), sum + "  " + remote.file() + "\n");
      places
          .say()
          .accept(
              "%s came with SHA-256 %s, not pinned here; recorded in %s and checked from now on"
                  .formatted(remote.file(), sum, record(remote)));
    }
  }

  private Path target(Remote remote) {
    return folder().resolve(remote.file());
  }

  private Path record(Remote remote) {
    return folder().resolve(remote.file() + ".sha256");
  }
}
