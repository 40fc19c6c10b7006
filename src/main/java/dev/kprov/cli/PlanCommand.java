package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kprov plan}. */
@Command(name = "plan", description = "Says what up would do and why; nothing is written anywhere.")
final class PlanCommand extends InventoryCommand {

  @Mixin private NewCluster newCluster;

  @Override
  public Integer call() throws RunFailure, InterruptedException {
    return ExitCode.of(root().run(inventory(), newCluster.assumed()).plan()).number();
  }
}
