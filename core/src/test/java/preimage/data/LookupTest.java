package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.SampleFiles.cifar;
import static preimage.data.SampleFiles.gzip;
import static preimage.data.SampleFiles.idxImages;
import static preimage.data.SampleFiles.tarGz;
import static preimage.data.SampleFiles.write;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import preimage.data.NamedSet.Remote;
import preimage.data.NamedSet.Split;

class LookupTest {
  private static final byte[] IMAGES = idxImages(5, 4, 4);
  private static final URI NOWHERE = URI.create("http://localhost:1/");
  private final List<String> said = new ArrayList<>();
  @TempDir Path folder;

  @Test
  void prefersTheFirstFolderThatHasTheSetAndTheCacheToTheNet() {
    write(folder.resolve("second/small/images"), IMAGES);
    assertEquals("small:train", open(pinned(), NOWHERE, "first", "second").name());
    write(folder.resolve("first/small/deep/images.gz"), gzip(IMAGES));
    write(folder.resolve("second/small/images"), idxImages(4, 4, 4));
    assertEquals(5, open(pinned(), NOWHERE, "first", "second").size());
    write(folder.resolve("cache/small/images"), IMAGES);
    assertEquals(5, open(pinned(), NOWHERE).size());
    assertEquals(List.of(), said);
  }

  @Test
  void refusesAPartOfTheSetUnderItsName() {
    var part = write(folder.resolve("first/small/images"), idxImages(4, 4, 4));
    assertEquals(
        part + ": has 4 images where small:train has 5; name a part file by its path instead",
        failure(() -> open(pinned(), NOWHERE, "first")));
    write(folder.resolve("first/batches/one.bin"), cifar(2));
    assertEquals(
        folder.resolve("first/batches")
            + " holds only a part of batches:train, which is [one.bin, two.bin]",
        failure(() -> open(archived(), NOWHERE, "first")));
  }

  @Test
  void fetchesWhatIsPinnedAndFindsItTheNextTime() throws IOException {
    try (var host = new FileHost(gzip(IMAGES), FileHost.WELL)) {
      assertEquals(5, open(pinned(), host.uri("")).size());
      assertEquals(List.of("/small/images.gz"), host.asked());
      assertEquals(List.of("images.gz"), cacheOf("small"));
      assertEquals(5, open(pinned(), host.uri("")).size());
      assertEquals(1, host.asked().size());
    }
  }

  @Test
  void keepsNothingOfWrongBytes() throws IOException {
    var wrong = IMAGES.clone();
    wrong[20] ^= 1;
    for (var bytes : new byte[][] {gzip(wrong), wrong, Arrays.copyOf(gzip(IMAGES), 40)}) {
      try (var host = new FileHost(bytes, FileHost.WELL)) {
        var sentence = failure(() -> open(pinned(), host.uri("")));
        assertTrue(
            sentence.contains(" sent wrong bytes: their SHA-256 is ")
                || sentence.contains(" sent damaged gzip data ("),
            sentence);
        assertEquals(List.of(), cacheOf("small"));
      }
    }
  }

  @Test
  void saysWhereItLookedAndWhatTheHostDid() throws IOException {
    try (var host = new FileHost(IMAGES, FileHost.refusing(404))) {
      assertEquals(
          "small:train is not in [%s], and images.gz, which you may put into %s, cannot be fetched: %s answered 404"
              .formatted(
                  folder.resolve("first"),
                  folder.resolve("cache/small"),
                  host.uri("/small/images.gz")),
          failure(() -> open(pinned(), host.uri(""), "first")));
      assertEquals(List.of(), cacheOf("small"));
    }
  }

  @Test
  void unpacksAFetchedArchiveAndRecordsItsSum() throws IOException {
    var archive = tarGz(Map.of("dir/one.bin", cifar(2), "dir/two.bin", cifar(3), "x", IMAGES));
    try (var host = new FileHost(archive, FileHost.WELL)) {
      var set = open(archived(), host.uri(""));
      assertEquals(5, set.size());
      assertArrayEquals(new int[] {0, 1, 0, 1, 2}, set.range(0, 5).labels());
      assertEquals(List.of("all.tar.gz.sha256", "one.bin", "two.bin"), cacheOf("batches"));
      var sum = Sha256.of(new ByteArrayInputStream(archive));
      assertEquals(
          sum + "  all.tar.gz\n",
          Files.readString(folder.resolve("cache/batches/all.tar.gz.sha256")));
      assertTrue(said.getLast().startsWith("all.tar.gz came with SHA-256 " + sum), said.getLast());
      Files.delete(folder.resolve("cache/batches/two.bin"));
      host.now(FileHost.sending(tarGz(Map.of("one.bin", cifar(2), "two.bin", cifar(3)))));
      assertTrue(
          failure(() -> open(archived(), host.uri(""))).contains(", not " + sum),
          "another archive than the first time");
    }
  }

  @Test
  void keepsNothingOfAnArchiveThatIsNotTheSet() throws IOException {
    var cut = Arrays.copyOf(tarGz(Map.of("one.bin", cifar(2), "two.bin", cifar(3))), 300);
    for (var bytes : new byte[][] {tarGz(Map.of("one.bin", cifar(2))), cut}) {
      try (var host = new FileHost(bytes, FileHost.WELL)) {
        var sentence = failure(() -> open(archived(), host.uri("")));
        assertTrue(sentence.contains("all.tar.gz: "), sentence);
        assertEquals(List.of(), cacheOf("batches"));
      }
    }
  }

  @Test
  void keepsNoFileThatCameWithoutItsFellow() throws IOException {
    try (var host = new FileHost(cifar(2), FileHost.WELL, FileHost.refusing(404))) {
      assertTrue(failure(() -> open(unpinned(), host.uri(""))).contains(" answered 404"));
      assertEquals(List.of("/pair/one.bin", "/pair/two.bin"), host.asked());
      assertEquals(List.of(), cacheOf("pair"));
    }
  }

  @Test
  void unpacksTheUsersArchiveIntoTheCache() {
    var archive = tarGz(Map.of("one.bin", cifar(2), "two.bin", cifar(3)));
    write(folder.resolve("first/all.tar.gz"), archive);
    assertEquals(5, open(archived(), NOWHERE, "first").size());
    assertEquals(List.of("one.bin", "two.bin"), cacheOf("batches"));
    assertEquals(1, said.size());
    assertEquals(5, open(archived(), NOWHERE, "first").size());
    assertEquals(1, said.size());
  }

  private Dataset open(NamedSet set, URI mirror, String... folders) {
    var places =
        new DataPlaces(
            Arrays.stream(folders).map(folder::resolve).toList(),
            folder.resolve("cache"),
            Optional.of(mirror),
            new Download(Duration.ofSeconds(5), 2, (file, bytes, all) -> {}),
            said::add);
    return new Lookup(set, set.split(Optional.empty()), places).open();
  }

  private List<String> cacheOf(String set) {
    var cache = folder.resolve("cache").resolve(set);
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (var files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static NamedSet pinned() {
    try {
      var sum = Sha256.of(new ByteArrayInputStream(IMAGES));
      return new NamedSet(
          "small",
          "five ramps",
          List.of("small", "small/deep"),
          List.of(
              new Split(
                  "train",
                  5,
                  List.of("images"),
                  (name, files) -> IdxFile.open(name, files.getFirst(), Optional.empty()))),
          List.of(new Remote("images.gz", List.of(NOWHERE), Optional.of(sum))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static NamedSet unpinned() {
    return new NamedSet(
        "pair",
        "two files",
        List.of("pair"),
        List.of(new Split("train", 4, List.of("one.bin", "two.bin"), CifarFile::open)),
        Stream.of("one.bin", "two.bin")
            .map(file -> new Remote(file, List.of(NOWHERE), Optional.empty()))
            .toList());
  }

  private static NamedSet archived() {
    return new NamedSet(
        "batches",
        "two files in an archive",
        List.of("batches"),
        List.of(new Split("train", 5, List.of("one.bin", "two.bin"), CifarFile::open)),
        List.of(new Remote("all.tar.gz", List.of(NOWHERE), Optional.empty())));
  }
}
