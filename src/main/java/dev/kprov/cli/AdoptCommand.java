package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code kprov adopt}. */
@Command(
    name = "adopt",
    description =
        "Fills the store with what the hosts of a running cluster hold, and says what is left to"
            + " do. No host is changed, and nothing that the store holds.")
final class AdoptCommand extends InventoryCommand {

  @Option(
      names = "--read-private-keys",
      description =
          "Read private keys, kubeconfigs and encryption keys too, into the store; without them"
              + " nothing can be issued.")
  private boolean privateKeys;

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    if (root().limited()) {
      throw new ParameterException(
          spec().commandLine(), "adopt takes a cluster as a whole: leave --limit out");
    }
    return root().run(inventory()).adopt(privateKeys);
  }
}
