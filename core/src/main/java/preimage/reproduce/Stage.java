package preimage.reproduce;

import java.util.Locale;

/** The columns of AdvLatGAN's tables 4 and 5, and the controls that they lack. */
enum Stage {
  VANILLA("vanilla", "net", false),
  Z("vanilla + z", "net", true),
  QUA("-qua", "net.qua", false),
  PLUS("-qua+", "net.qua", true),
  TIME("vanilla, -qua's time", "net.time", false),
  DOUBLE("vanilla, doubled", "net.double", false);

  private final String label;
  private final String net;
  private final boolean moved;

  Stage(String label, String net, boolean moved) {
    this.label = label;
    this.net = net;
    this.moved = moved;
  }

  String label() {
    return label;
  }

  /** The cells of its training are called so. */
  String net() {
    return net;
  }

  /** Whether latents are moved after training. */
  boolean moved() {
    return moved;
  }

  /** Its cells are called so. */
  String cell() {
    return name().toLowerCase(Locale.ROOT);
  }
}
