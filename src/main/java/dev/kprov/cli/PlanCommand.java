package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kprov plan}. */
@Command(name = "plan", description = "Says what up would do and why; nothing is written anywhere.")
final class PlanCommand extends InventoryCommand {

  @Mixin private NewCluster newCluster;

  @Mixin private Reissues reissues;

  @Override
  String name() {
    return "plan";
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return root().run(inventory(), newCluster.assumed(), reissues.order()).plan();
  }
}
