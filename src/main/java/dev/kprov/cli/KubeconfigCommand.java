package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.MergeOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kprov kubeconfig}. */
@Command(
    name = "kubeconfig",
    description =
        "Merges the admin's context into the kubeconfig that kubectl reads: $KUBECONFIG, else"
            + " ~/.kube/config. All else in it stays.")
final class KubeconfigCommand extends InventoryCommand {

  @Option(
      names = "--like",
      paramLabel = "KUBECONFIG",
      description = "The kubeconfig of the playbook that is merged (default: admin).")
  private @Nullable String like;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "What context, cluster and user are called there.")
  private @Nullable String name;

  @Option(names = "--use-context", description = "Make it the current context.")
  private boolean use;

  @Option(
      names = "--overwrite",
      description = "Give up what another cluster has under the same names.")
  private boolean overwrite;

  @Option(names = "--dry-run", description = "Say what would be merged; nothing is written.")
  private boolean dryRun;

  @Override
  Conclusion carryOut() throws RunFailure {
    return new Conclusion.KubeconfigMerged(
        root()
            .merge(
                inventory(),
                new MergeOrder(
                    root().surroundings().kubeconfigs(),
                    Optional.ofNullable(like),
                    Optional.ofNullable(name),
                    use,
                    overwrite,
                    dryRun)));
  }
}
