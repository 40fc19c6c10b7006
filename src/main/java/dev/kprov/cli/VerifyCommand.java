package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import picocli.CommandLine.Command;

/** {@code kprov verify}. */
@Command(
    name = "verify",
    description = "Reads only: counts, bytes, modes, owners and chains on every host.")
final class VerifyCommand extends InventoryCommand {

  @Override
  public Integer call() throws RunFailure, InterruptedException {
    return ExitCode.of(root().run(inventory(), false).verify()).number();
  }
}
