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
 * @param start the byte of the file that the answer begins with
 * @param all the size of the whole file, if the host says
 * @param validator changes when the file does, if the host gives one
 */
record Answer(
    HttpURLConnection connection,
    int status,
    long start,
    OptionalLong all,
    Optional<String> validator)
    implements AutoCloseable {
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
  private static final int REDIRECTS = 5;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

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
    var range = String.valueOf(connection.getHeaderField("Content-Range"));
    if (status == HttpURLConnection.HTTP_PARTIAL) {
      var match = RANGE.matcher(range);
      if (!match.matches() || Long.parseLong(match.group(1)) != from) {
        throw new IOException("asked for byte " + from + " on, it sent '" + range + "'");
      }
      var all = match.group(2);
      return new Answer(
          connection,
          status,
          from,
          all.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(all)),
          validator);
    }
    if (status == 416 && range.equals("bytes */" + from)) {
      return new Answer(connection, status, from, OptionalLong.of(from), validator);
    }
    long length = connection.getContentLengthLong();
    var all = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    return new Answer(connection, status, 0, all, validator);
  }

  /** Whether there is no content to read. */
  boolean refused() {
    return status != 200 && status != 206 && !complete();
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
    return status == 416 && all.isPresent() && all.getAsLong() == start;
  }

  private InputStream body() throws IOException {
    return connection.getInputStream();
  }
}
