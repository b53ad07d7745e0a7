package preimage.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A host on this machine that serves one file after another, well or badly. */
final class FileHost implements AutoCloseable {
  /** How to answer one request. */
  interface Manner {
    void answer(HttpExchange exchange, byte[] file) throws IOException;
  }

  /** Whole, or from the byte that is asked for. */
  static final Manner WELL =
      (exchange, file) -> {
        var range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
        if (range.isEmpty()) {
          send(exchange, 200, file, file.length);
          return;
        }
        int from = Integer.parseInt(range.get().replaceAll("\\D", ""));
        if (from >= file.length) {
          exchange.getResponseHeaders().add("Content-Range", "bytes */" + file.length);
          send(exchange, 416, new byte[0], 0);
          return;
        }
        exchange
            .getResponseHeaders()
            .add("Content-Range", "bytes %d-%d/%d".formatted(from, file.length - 1, file.length));
        var rest = Arrays.copyOfRange(file, from, file.length);
        send(exchange, 206, rest, rest.length);
      };

  /** Whole, whatever is asked for. */
  static final Manner WITHOUT_RANGES = (exchange, file) -> send(exchange, 200, file, file.length);

  /** Breaks off in the middle. */
  static final Manner TRUNCATED =
      (exchange, file) -> send(exchange, 200, Arrays.copyOf(file, file.length / 2), file.length);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Manner> manners;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** Answers the first request in the first manner and so on, all further ones in the last. */
  FileHost(byte[] file, Manner... manners) throws IOException {
    this.manners = new ArrayList<>(List.of(manners));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                      .map(range -> " " + range)
                      .orElse(""));
          next().answer(exchange, file);
          exchange.close();
        });
    server.start();
  }

  /** Sends half of the file, then nothing more until the host is closed. */
  Manner stalling() {
    return (exchange, file) -> {
      exchange.sendResponseHeaders(200, file.length);
      exchange.getResponseBody().write(file, 0, file.length / 2);
      exchange.getResponseBody().flush();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** No file, this status. */
  static Manner refusing(int status) {
    return (exchange, file) -> send(exchange, status, new byte[0], 0);
  }

  /** Other bytes, well. */
  static Manner sending(byte[] other) {
    return (exchange, file) -> WELL.answer(exchange, other);
  }

  static Manner sendingOnTo(String place) {
    return (exchange, file) -> {
      exchange.getResponseHeaders().add("Location", place);
      send(exchange, 302, new byte[0], 0);
    };
  }

  void now(Manner manner) {
    synchronized (manners) {
      manners.clear();
      manners.add(manner);
    }
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  /** Path and range of each request so far. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.close();
  }

  private Manner next() {
    synchronized (manners) {
      return manners.size() > 1 ? manners.removeFirst() : manners.getFirst();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] content, long length)
      throws IOException {
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    if (length > 0) {
      exchange.getResponseBody().write(content);
    }
  }
}
