package preimage.data;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import preimage.work.Failure;

/**
 * Fetches files over HTTP. What has come lies in {@code FILE.part} until all of it is there, and an
 * interrupted fetch goes on from it, now or at the next start.
 *
 * @param patience how long a host may stay silent
 * @param attempts how often in a row a host may break off without sending anything new
 * @param watch hears how far it is
 */
public record Download(Duration patience, int attempts, Watch watch) {
  /** Hears how far a download is. */
  @FunctionalInterface
  public interface Watch {
    /**
     * Called a few times a second.
     *
     * @param bytes of {@code file} that have arrived
     * @param all of its bytes, if the host says
     */
    void arrived(String file, long bytes, OptionalLong all);
  }

  private static final long INTERVAL = Duration.ofMillis(250).toNanos();
  private static final long LONGEST = 1L << 33;

  /** Half a minute of silence, three attempts. */
  public Download(Watch watch) {
    this(Duration.ofSeconds(30), 3, watch);
  }

  /**
   * Fetches one file into {@code part}, from the first host that gives it whole and unobjected to.
   *
   * @param objection what is wrong with a file that came, if anything
   * @throws Failure if none does, saying what each did, or the disk cannot take it
   */
  void fetch(Path part, List<URI> hosts, Function<Path, Optional<String>> objection) {
    var reasons = new ArrayList<String>();
    for (var host : hosts) {
      var reason = broken(part, host);
      if (reason.isEmpty()) {
        reason = objection.apply(part);
        if (reason.isEmpty()) {
          return;
        }
        delete(part);
      }
      reasons.add(host + " " + reason.get());
    }
    deleteEmpty(part);
    throw new Failure(String.join("; ", reasons));
  }

  /** Fetches from one host; says why, if it failed. */
  private Optional<String> broken(Path part, URI host) {
    try (var out = open(part)) {
      var origin = Origin.of(part, host);
      if (!origin.known()) {
        out.truncate(0);
      }
      var reason = "";
      long most = out.size();
      for (int failures = 0; failures < attempts; ) {
        try (var answer = Answer.to(host, out.size(), origin.validator(), patience)) {
          if (answer.astray()) {
            truncate(part, out, 0);
            throw new IOException("lost the place to go on from");
          }
          if (answer.refused()) {
            return Optional.of("answered " + answer.status());
          }
          if (answer.start() == 0) {
            origin = origin.with(answer.validator());
          }
          receive(part, answer, out);
          return Optional.empty();
        } catch (IOException e) {
          reason = words(e);
        }
        failures = out.size() > most ? 1 : failures + 1;
        most = Math.max(most, out.size());
      }
      return Optional.of(reason);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  private void receive(Path part, Answer answer, FileChannel out) throws IOException {
    truncate(part, out, answer.start());
    var file = part.getFileName().toString().replaceAll("\\.part$", "");
    var buffer = new byte[1 << 16];
    long told = System.nanoTime();
    for (int n = read(answer, buffer, out); n >= 0; n = read(answer, buffer, out)) {
      append(part, out, ByteBuffer.wrap(buffer, 0, n));
      if (System.nanoTime() - told > INTERVAL) {
        watch.arrived(file, out.position(), answer.all());
        told = System.nanoTime();
      }
      if (out.position() > LONGEST) {
        throw new Failure(part + ": more than 8 GiB came, which no data set here has");
      }
    }
    watch.arrived(file, out.position(), answer.all());
  }

  private static int read(Answer answer, byte[] buffer, FileChannel out) throws IOException {
    try {
      int n = answer.read(buffer);
      if (n >= 0 || answer.all().isEmpty() || out.position() == answer.all().getAsLong()) {
        return n;
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw brokenOff(answer, out, e);
    }
    throw brokenOff(answer, out, new EOFException());
  }

  private static IOException brokenOff(Answer answer, FileChannel out, IOException e)
      throws IOException {
    var all = answer.all().isPresent() ? " of " + answer.all().getAsLong() : "";
    return new IOException("broke off after " + out.position() + all + " bytes", e);
  }

  private static FileChannel open(Path part) {
    try {
      Files.createDirectories(part.toAbsolutePath().getParent());
      var out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (out.tryLock() == null) {
        out.close();
        throw new Failure(part + " is being fetched by another process");
      }
      return out;
    } catch (OverlappingFileLockException e) {
      throw new Failure(part + " is being fetched already", e);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  /** The disk's failures are no reason to ask a host again. */
  private static void append(Path part, FileChannel out, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  private static void truncate(Path part, FileChannel out, long size) {
    try {
      out.truncate(size).position(size);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  private static void deleteEmpty(Path part) {
    try {
      if (Files.exists(part) && Files.size(part) == 0) {
        delete(part);
      }
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
      Origin.delete(part);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  static Failure unwritable(Path file, IOException e) {
    // The message of these is but a path, or begins with it.
    var why =
        switch (e) {
          case FileAlreadyExistsException taken -> taken.getFile() + " is no folder";
          case AccessDeniedException denied -> denied.getFile() + " may not be written to";
          case FileSystemException other when other.getReason() != null -> other.getReason();
          default -> e.getMessage();
        };
    return new Failure("cannot write " + file + ": " + why, e);
  }

  private String words(IOException e) {
    return switch (e) {
      case SocketTimeoutException silent ->
          "sent nothing for " + patience.toMillis() / 1000.0 + " s";
      case UnknownHostException unknown -> "cannot be reached";
      case ConnectException refused -> "cannot be reached";
      default -> String.valueOf(e.getMessage());
    };
  }
}
