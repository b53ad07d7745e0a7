package preimage.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a host answered to the request for a file from some byte on.
 *
 * @param status the HTTP status
 * @param asked the byte of the file that it was asked to begin with
 * @param start the byte of the file that the answer begins with
 * @param all the size of the whole file, if the host says
 * @param validator changes when the file does, if the host gives one
 */
record Answer(
    HttpURLConnection connection,
    int status,
    long asked,
    long start,
    OptionalLong all,
    Optional<String> validator)
    implements AutoCloseable {
  private static final int OK = 200;
  private static final int PARTIAL = 206;

  /** The file has no such byte. */
  private static final int BEYOND = 416;

  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
  private static final int REDIRECTS = 5;
  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d+|\\*)/(\\d{1,18}|\\*)");

  /** Asks {@code uri} for its content from byte {@code from} on, provided it still is the same. */
  static Answer to(URI uri, long from, Optional<String> validator, Duration patience)
      throws IOException {
    var connection = ask(uri, from, validator, patience);
    for (int i = 0; i < REDIRECTS && MOVED.contains(connection.getResponseCode()); i++) {
      var next = uri.resolve(String.valueOf(connection.getHeaderField("Location")));
      connection.disconnect();
      if (!next.getScheme().equals("https") && !next.getScheme().equals(uri.getScheme())) {
        throw new IOException("it sends on to " + next);
      }
      connection = ask(next, from, validator, patience);
    }
    return of(connection, from);
  }

  private static HttpURLConnection ask(
      URI uri, long from, Optional<String> validator, Duration patience) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(Math.toIntExact(patience.toMillis()));
    connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
    connection.setRequestProperty("User-Agent", "preimage");
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=" + from + "-");
      validator.ifPresent(value -> connection.setRequestProperty("If-Range", value));
    }
    return connection;
  }

  private static Answer of(HttpURLConnection connection, long from) throws IOException {
    int status = connection.getResponseCode();
    var validator =
        Optional.ofNullable(connection.getHeaderField("ETag"))
            .filter(tag -> !tag.startsWith("W/"))
            .or(() -> Optional.ofNullable(connection.getHeaderField("Last-Modified")));
    var range = RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
    if (range.matches()) {
      var first = range.group(1);
      return new Answer(
          connection,
          status,
          from,
          first == null ? from : Long.parseLong(first),
          length(range.group(2)),
          validator);
    }
    var all = length(String.valueOf(connection.getHeaderField("Content-Length")));
    return new Answer(connection, status, from, 0, all, validator);
  }

  private static OptionalLong length(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /** Whether there is nothing to read, for whatever reason. */
  boolean refused() {
    return astray() || (status != OK && status != PARTIAL && !complete());
  }

  /** Whether the host has nothing from that byte on, or sends something from another. */
  boolean astray() {
    return asked > 0
        && ((status == BEYOND && !complete()) || (status == PARTIAL && start != asked));
  }

  /** Reads some content; -1 at its end. */
  int read(byte[] buffer) throws IOException {
    return complete() ? -1 : body().read(buffer);
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  /** Asked for what follows the last byte: all of it is there. */
  private boolean complete() {
    return status == BEYOND && asked > 0 && all.equals(OptionalLong.of(asked));
  }

  private InputStream body() throws IOException {
    return connection.getInputStream();
  }
}
