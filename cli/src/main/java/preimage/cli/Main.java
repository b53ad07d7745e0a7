package preimage.cli;

import preimage.Version;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("preimage " + Version.current());
  }
}
