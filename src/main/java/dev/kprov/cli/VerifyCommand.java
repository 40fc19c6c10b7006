package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;

/** {@code kprov verify}. */
final class VerifyCommand extends InventoryCommand {

  VerifyCommand(RootCommand root) {
    super(root, "verify", "Reads only: counts, bytes, modes, owners and chains on every host.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return root().run(inventory()).verify();
  }
}
