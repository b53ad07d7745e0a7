package preimage.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import preimage.io.Safetensors;
import preimage.io.Source;
import preimage.spec.Misuse;
import preimage.spec.Near;
import preimage.work.Failure;

/** The front door to models: built-in ones by name, others by path. */
public final class Models {
  /** What the library brings along: a line of description by name. */
  public static final Map<String, String> BUILT_IN =
      Map.of("fashion-dcgan", "generator: DCGAN on Fashion-MNIST, 28×28, z ~ U(−1, 1)^100");

  private Models() {}

  /**
   * The model called {@code name}, or else in the file of that path; to be closed.
   *
   * @throws Misuse if there is neither, or the file holds no model
   * @throws preimage.work.Failure if the file cannot be read
   */
  public static Model open(String name) {
    return Model.of(name, stored(name));
  }

  /** The generator called {@code name} or in the file of that path; to be closed. */
  public static Generator generator(String name) {
    return open(name).generator();
  }

  /** The critic in the file of that path; to be closed. */
  public static Critic critic(String name) {
    return open(name).critic();
  }

  /** The classifier in the file of that path; to be closed. */
  public static Classifier classifier(String name) {
    return open(name).classifier();
  }

  /** What the critic or classifier in the file of that path makes of images at a layer. */
  public static FeatureMap features(String name, String layer) {
    return open(name).features(layer);
  }

  /** The SHA-256 of the file that {@link #open} reads, in hexadecimal. */
  public static String sha256(String name) {
    return sha256(bytes(name));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The content of the file that {@link #open} reads. */
  public static Safetensors stored(String name) {
    return Safetensors.read(Source.of(name, bytes(name)));
  }

  private static byte[] bytes(String name) {
    if (BUILT_IN.containsKey(name)) {
      return resource("/preimage/models/" + name + ".safetensors");
    }
    var file = Path.of(name);
    if (name.isBlank() || !Files.exists(file)) {
      List<String> names = new ArrayList<>(BUILT_IN.keySet());
      throw new Misuse(
          "no file '%s' and no model of this name among %s%s"
              .formatted(name, names, Near.hint(name, names)));
    }
    if (Files.isDirectory(file)) {
      throw new Misuse(file + " is a folder, not a file");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] resource(String path) {
    try (var in = Models.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
