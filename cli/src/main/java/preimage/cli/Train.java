package preimage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code train}: what can be trained. */
@Command(
    name = "train",
    header = "Trains a network.",
    footer = {
      "preimage train gan --data fashion-mnist --out fashion",
      "preimage train classifier --data fashion-mnist --out judge"
    })
final class Train implements Runnable {
  @Spec private CommandSpec spec;

  private final Console console;

  Train(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().print(spec.commandLine().getUsageMessage());
  }
}
