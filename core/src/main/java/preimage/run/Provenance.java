package preimage.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import preimage.Version;
import preimage.data.Dataset;
import preimage.io.Source;
import preimage.tensor.Device;
import preimage.work.Failure;

/** Where numbers come from: what is written beside every result. */
public final class Provenance {
  private Provenance() {}

  /** Versions and machine. */
  public static Map<String, Object> here() {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("preimage", Version.current());
    facts.put("java", Runtime.version().toString());
    facts.put("libtorch", Device.libtorch());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("processor", processor());
    facts.put("threads", Device.threads());
    facts.put("device", Device.current().toString());
    return facts;
  }

  /** Which images, down to their bytes. */
  public static Map<String, Object> of(Dataset data) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("name", data.name());
    facts.put("images", data.size());
    facts.put("shape", data.shape().toString());
    facts.put("sha256", data.sha256());
    return facts;
  }

  /**
   * The SHA-256 of a file, in hexadecimal.
   *
   * @throws preimage.spec.Misuse if there is none
   */
  static String sha256(Path file) {
    Source.requireFile(file);
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String processor() {
    var file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
