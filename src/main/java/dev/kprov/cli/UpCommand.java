package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Run;

/** {@code kprov up}. */
final class UpCommand extends InventoryCommand {

  private final NewCluster newCluster = new NewCluster(spec());

  private final Reissues reissues = new Reissues(spec());

  private final Prunes prunes = new Prunes(spec());

  private final Given<Boolean> dryRun =
      Option.flag("--dry-run", "Stop after the plan; nothing is written anywhere.").in(spec());

  UpCommand(RootCommand root) {
    super(
        root, "up", "Plans, issues, pushes and verifies; run again, it changes only what drifted.");
  }

  @Override
  String name() {
    return dryRun.get() ? "plan" : "up";
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    Run run = root().run(inventory(), newCluster.assumed(), reissues.order(), prunes.order());
    return dryRun.get() ? run.plan() : run.up();
  }
}
