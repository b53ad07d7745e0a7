package preimage.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static preimage.data.Refusal.failure;
import static preimage.data.SampleFiles.ramp;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private final byte[] file = ramp(100_000);
  private final List<String> heard = new ArrayList<>();
  private final Download download =
      new Download(
          Duration.ofMillis(500),
          3,
          (name, bytes, all) -> heard.add(name + " " + bytes + " " + all));
  @TempDir Path folder;
  private Path part = Path.of("");

  @BeforeEach
  void name() {
    part = folder.resolve("set/file.gz.part");
  }

  @Test
  void fetchesAWholeFileAndTellsHowFar() throws IOException {
    try (var host = new FileHost(file, FileHost.WELL)) {
      fetch(host.uri("/a"));
      assertArrayEquals(file, Files.readAllBytes(part));
      assertEquals("file.gz 100000 OptionalLong[100000]", heard.getLast());
    }
  }

  @Test
  void goesOnWhereAHostBrokeOff() throws IOException {
    try (var host = new FileHost(file, FileHost.TRUNCATED, FileHost.WELL)) {
      fetch(host.uri("/a"));
      assertArrayEquals(file, Files.readAllBytes(part));
      assertEquals(List.of("/a", "/a bytes=50000-"), host.asked());
    }
  }

  @Test
  void goesOnAtTheNextStartFromWhatIsThere() throws IOException {
    try (var host = new FileHost(file, FileHost.TRUNCATED, FileHost.refusing(500))) {
      var sentence = failure(() -> fetch(host.uri("/a")));
      assertEquals(host.uri("/a") + " answered 500", sentence);
      assertEquals(50_000, Files.size(part));
      host.now(FileHost.WELL);
      fetch(host.uri("/a"));
      assertArrayEquals(file, Files.readAllBytes(part));
      assertEquals("/a bytes=50000-", host.asked().getLast());
    }
  }

  @Test
  void beginsAnewWhereAHostKnowsNoRanges() throws IOException {
    try (var host = new FileHost(file, FileHost.TRUNCATED, FileHost.WITHOUT_RANGES)) {
      fetch(host.uri("/a"));
      assertArrayEquals(file, Files.readAllBytes(part));
    }
  }

  @Test
  void doesNotMixTheFilesOfTwoHosts() throws IOException {
    var other = new byte[80_000];
    try (var first = new FileHost(file, FileHost.TRUNCATED, FileHost.refusing(404));
        var second = new FileHost(other, FileHost.WELL)) {
      fetch(first.uri("/a"), second.uri("/b"));
      assertArrayEquals(other, Files.readAllBytes(part));
      assertEquals(List.of("/b"), second.asked());
    }
  }

  @Test
  void givesUpOnAHostThatFallsSilent() throws IOException {
    try (var host = new FileHost(file, FileHost.refusing(500))) {
      host.now(host.stalling());
      var hasty = new Download(Duration.ofMillis(200), 2, (name, bytes, all) -> {});
      var sentence =
          failure(() -> hasty.fetch(part, List.of(host.uri("/a")), came -> Optional.empty()));
      assertEquals(host.uri("/a") + " sent nothing for 0.2 s", sentence);
      assertEquals(50_000, Files.size(part));
    }
  }

  @Test
  void givesUpOnAHostThatAnnouncesMoreThanItHas() throws IOException {
    try (var host = new FileHost(file, FileHost.TRUNCATED)) {
      var sentence = failure(() -> fetch(host.uri("/a")));
      assertEquals(host.uri("/a") + " broke off after 50000 of 100000 bytes", sentence);
    }
  }

  @Test
  void aFinishedPartNeedsNoMoreBytes() throws IOException {
    try (var host = new FileHost(file, FileHost.TRUNCATED, FileHost.refusing(503))) {
      failure(() -> fetch(host.uri("/a")));
      Files.write(part, file);
      host.now(FileHost.WELL);
      fetch(host.uri("/a"));
      assertArrayEquals(file, Files.readAllBytes(part));
    }
  }

  @Test
  void aPartLongerThanTheFileIsThrownAway() throws IOException {
    try (var host = new FileHost(file, FileHost.TRUNCATED, FileHost.refusing(503))) {
      failure(() -> fetch(host.uri("/a")));
      Files.write(part, new byte[120_000]);
      host.now(FileHost.WELL);
      fetch(host.uri("/a"));
      assertArrayEquals(file, Files.readAllBytes(part));
    }
  }

  @Test
  void keepsNothingThatIsObjectedTo() throws IOException {
    try (var host = new FileHost(file, FileHost.WELL)) {
      var sentence =
          failure(() ->
              download.fetch(
                  part, List.of(host.uri("/a"), host.uri("/b")), came -> Optional.of("lied")));
      assertEquals(host.uri("/a") + " lied; " + host.uri("/b") + " lied", sentence);
      try (var files = Files.list(folder.resolve("set"))) {
        assertEquals(0, files.count());
      }
    }
  }

  @Test
  void followsRedirections() throws IOException {
    try (var host = new FileHost(file, FileHost.sendingOnTo("/elsewhere"), FileHost.WELL)) {
      fetch(host.uri("/a"));
      assertEquals(List.of("/a", "/elsewhere"), host.asked());
      assertArrayEquals(file, Files.readAllBytes(part));
    }
  }

  @Test
  void endsWhereHostsSendOnForEver() throws IOException {
    try (var host = new FileHost(file, FileHost.sendingOnTo("/a"))) {
      assertEquals(host.uri("/a") + " answered 302", failure(() -> fetch(host.uri("/a"))));
    }
  }

  @Test
  void saysThatAHostCannotBeReached() throws IOException {
    URI gone;
    try (var host = new FileHost(file, FileHost.WELL)) {
      gone = host.uri("/a");
    }
    assertEquals(gone + " cannot be reached", failure(() -> fetch(gone)));
  }

  @Test
  void refusesToFetchWhatIsBeingFetched() throws IOException {
    Files.createDirectories(part.getParent());
    try (var channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertTrue(lock.isValid());
      assertEquals(
          part + " is being fetched already",
          failure(() -> fetch(URI.create("http://localhost:1/a"))));
    }
  }

  @Test
  void namesAFolderThatCannotBeWritten() throws IOException {
    Files.write(folder.resolve("set"), new byte[0]);
    var sentence = failure(() -> fetch(URI.create("http://localhost:1/a")));
    assertTrue(sentence.startsWith("cannot write " + part), sentence);
    assertFalse(Files.isDirectory(folder.resolve("set")));
  }

  @Test
  void beginsAnewWhenTheFileChangedMeanwhile() throws IOException {
    var other = Arrays.copyOf(file, 70_000);
    try (var host = new FileHost(file, FileHost.refusing(500))) {
      host.now((exchange, content) -> {
        exchange.getResponseHeaders().add("ETag", "\"old\"");
        FileHost.TRUNCATED.answer(exchange, content);
        host.now((second, whole) -> {
          assertEquals("\"old\"", second.getRequestHeaders().getFirst("If-Range"));
          FileHost.WITHOUT_RANGES.answer(second, other);
        });
      });
      fetch(host.uri("/a"));
      assertArrayEquals(other, Files.readAllBytes(part));
    }
  }

  private void fetch(URI... hosts) {
    download.fetch(part, List.of(hosts), came -> Optional.empty());
  }
}
