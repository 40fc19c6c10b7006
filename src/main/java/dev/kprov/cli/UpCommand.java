package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprov up}. */
@Command(
    name = "up",
    description = "Plans, issues, pushes and verifies; run again, it changes only what drifted.")
final class UpCommand extends InventoryCommand {

  @Mixin private NewCluster newCluster;

  @Mixin private Reissues reissues;

  @Mixin private Prunes prunes;

  @Option(names = "--dry-run", description = "Stop after the plan; nothing is written anywhere.")
  private boolean dryRun;

  @Override
  String name() {
    return dryRun ? "plan" : "up";
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    Run run = root().run(inventory(), newCluster.assumed(), reissues.order(), prunes.order());
    return dryRun ? run.plan() : run.up();
  }
}
