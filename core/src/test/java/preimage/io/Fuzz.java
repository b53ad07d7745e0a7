package preimage.io;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import preimage.spec.Misuse;
import preimage.work.Failure;

/**
 * Feeds damaged files to a parser. Each input must be read, or be refused by one printable sentence
 * in a {@link Failure} or {@link Misuse}; and whatever a length field in it says, reading it may
 * allocate {@value #BASE} bytes and {@value #MULTIPLE} times its size at most.
 *
 * <p>{@code -Dpreimage.fuzz=100000} sets the number of inputs. A finding names a file that holds
 * the input; the same inputs come again on each run.
 */
public final class Fuzz {
  private static final int INPUTS = Integer.getInteger("preimage.fuzz", 10_000);
  private static final int MANY = Math.max(INPUTS, 100_000);
  private static final long BASE = 8L << 20;
  private static final long MULTIPLE = 2048;

  private Fuzz() {}

  /**
   * Fuzzes a parser of bytes, which must take each of the (small, valid) {@code seeds} unharmed.
   *
   * @param name for the line that is printed: {@code fuzz NAME: 10000 inputs, 12 accepted, …}
   */
  public static void parser(String name, List<byte[]> seeds, Consumer<byte[]> parser) {
    parser(name, INPUTS, seeds, parser);
  }

  /** As {@link #parser}, with 100,000 inputs in each run: for parsers that take a few seconds. */
  public static void quickParser(String name, List<byte[]> seeds, Consumer<byte[]> parser) {
    parser(name, MANY, seeds, parser);
  }

  private static void parser(String name, int inputs, List<byte[]> seeds, Consumer<byte[]> parser) {
    for (var seed : seeds) {
      assertDoesNotThrow(() -> parser.accept(seed.clone()), name + " must take its own seed");
    }
    var random = new SplittableRandom(name.hashCode());
    int accepted = 0;
    for (int i = 0; i < inputs; i++) {
      accepted += takes(name, mutated(seeds, random), parser) ? 1 : 0;
    }
    System.out.printf(
        "fuzz %s: %d inputs, %d accepted, %d refused%n", name, inputs, accepted, inputs - accepted);
    assertTrue(accepted < inputs, name + " refuses nothing");
  }

  /**
   * Fuzzes a reader of files, whose failures must name the file.
   *
   * @param file its name, such as {@code train-images.idx.gz}; it lies in {@code folder}
   */
  public static void reader(Path folder, String file, List<byte[]> seeds, Consumer<Path> reader) {
    var path = folder.resolve(file);
    parser(
        file,
        seeds,
        bytes -> {
          write(path, bytes);
          try {
            reader.accept(path);
          } catch (Failure e) {
            assertTrue(said(e).contains(file), () -> "must name " + file + ": " + said(e));
            throw e;
          }
        });
  }

  private static boolean takes(String name, byte[] input, Consumer<byte[]> parser) {
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var copy = input.clone();
    long before = thread.getCurrentThreadAllocatedBytes();
    boolean accepted = accepts(name, input, copy, parser);
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    if (allocated > BASE + MULTIPLE * input.length) {
      fail(name + " allocated " + allocated + " bytes for " + shown(input));
    }
    return accepted;
  }

  private static boolean accepts(String name, byte[] input, byte[] copy, Consumer<byte[]> parser) {
    try {
      parser.accept(copy);
      return true;
    } catch (Failure | Misuse e) {
      var sentence = said(e);
      if (sentence.isBlank() || sentence.length() > 600 || !printable(sentence)) {
        fail(name + " said '" + sentence + "' of " + shown(input), e);
      }
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(name + " threw " + e + " at " + shown(input), e);
    }
  }

  private static byte[] mutated(List<byte[]> seeds, SplittableRandom random) {
    var input = seeds.get(random.nextInt(seeds.size())).clone();
    var mutations = Mutation.values();
    for (int times = 1 + random.nextInt(4); times > 0 && input.length > 0; times--) {
      input = mutations[random.nextInt(mutations.length)].of(input, seeds, random);
    }
    return input;
  }

  private static String said(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private static boolean printable(String sentence) {
    return sentence.chars().noneMatch(Character::isISOControl);
  }

  private static String shown(byte[] input) {
    try {
      return Files.write(Files.createTempFile("fuzz-", ".bin"), input).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, byte[] bytes) {
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
