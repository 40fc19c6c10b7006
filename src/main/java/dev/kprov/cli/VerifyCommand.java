package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import picocli.CommandLine.Command;

/** {@code kprov verify}. */
@Command(
    name = "verify",
    description = "Reads only: counts, bytes, modes, owners and chains on every host.")
final class VerifyCommand extends InventoryCommand {

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return root().run(inventory()).verify();
  }
}
