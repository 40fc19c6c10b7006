package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import picocli.CommandLine.ParameterException;

/** {@code kprov adopt}. */
final class AdoptCommand extends InventoryCommand {

  private final Given<Boolean> privateKeys =
      Option.flag(
              "--read-private-keys",
              "Read private keys, kubeconfigs and encryption keys too, into the store; without them"
                  + " nothing can be issued.")
          .in(spec());

  AdoptCommand(RootCommand root) {
    super(
        root,
        "adopt",
        "Fills the store with what the hosts of a running cluster hold, and says what is left to"
            + " do. No host is changed, and nothing that the store holds.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    if (root().limited()) {
      throw new ParameterException(
          spec().commandLine(), "adopt takes a cluster as a whole: leave --limit out");
    }
    return root().run(inventory()).adopt(privateKeys.get());
  }
}
