package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.run.MergeOrder;

/** {@code kprov kubeconfig}. */
final class KubeconfigCommand extends InventoryCommand {

  private final Given<String> like =
      Option.of(
              String.class,
              "--like",
              "KUBECONFIG",
              "The kubeconfig of the playbook that is merged (default: admin).")
          .in(spec());

  private final Given<String> name =
      Option.of(String.class, "--as", "NAME", "What context, cluster and user are called there.")
          .in(spec());

  private final Given<Boolean> use =
      Option.flag("--use-context", "Make it the current context.").in(spec());

  private final Given<Boolean> overwrite =
      Option.flag("--overwrite", "Give up what another cluster has under the same names.")
          .in(spec());

  private final Given<Boolean> dryRun =
      Option.flag("--dry-run", "Say what would be merged; nothing is written.").in(spec());

  KubeconfigCommand(RootCommand root) {
    super(
        root,
        "kubeconfig",
        "Merges the admin's context into the kubeconfig that kubectl reads: $KUBECONFIG, else"
            + " ~/.kube/config. All else in it stays.");
  }

  @Override
  Conclusion carryOut() throws RunFailure {
    return new Conclusion.KubeconfigMerged(
        root()
            .merge(
                inventory(),
                new MergeOrder(
                    root().surroundings().kubeconfigs(),
                    like.maybe(),
                    name.maybe(),
                    use.get(),
                    overwrite.get(),
                    dryRun.get())));
  }
}
