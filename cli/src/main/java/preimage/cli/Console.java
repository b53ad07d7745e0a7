package preimage.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the program speaks, in UTF-8.
 *
 * @param out results
 * @param err words for people
 * @param terminal whether a person reads {@code err} as it appears
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
  /** That of the process; the launcher knows best whether it is a terminal. */
  static Console ofProcess() {
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Boolean.getBoolean("preimage.terminal"));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
