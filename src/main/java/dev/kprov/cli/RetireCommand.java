package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.pki.HostMark;
import dev.kprov.plan.Change;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Wishes;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.run.Run;
import picocli.CommandLine.Model.ArgGroupSpec;

/** {@code kprov retire}. */
final class RetireCommand extends InventoryCommand {

  private final Given<String> host =
      Parameter.of(String.class, 1, "HOST", "The host, by its inventory name.").in(spec());
  private final Given<Boolean> gone =
      Option.flag("--gone", "The host exists no more: only remember that, and speak to nobody.");
  private final Given<Boolean> undo =
      Option.flag("--undo", "Let it in again: the next up gives it its files.");
  private final Given<Boolean> dryRun =
      Option.flag("--dry-run", "Say what would be removed; nothing is written.").in(spec());
  private final Given<Boolean> yes = Option.flag("--yes", "Remove without a question.").in(spec());

  RetireCommand(RootCommand root) {
    super(
        root,
        "retire",
        "Takes from a host all files that kprov put there, and remembers that it left the cluster."
            + " Take it out of the inventory afterwards.");
    // What is to become of the host, where it is not the usual: one of them.
    spec().addArgGroup(ArgGroupSpec.builder().addArg(gone.built()).addArg(undo.built()).build());
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    Run run = root().run(inventory(), new Wishes.Leave(host.get(), what()));
    return dryRun.get() ? run.plan() : run.up(this::agreed);
  }

  private HostMark.Kind what() {
    if (undo.get()) {
      return HostMark.Kind.READMITTED;
    }
    return gone.get() ? HostMark.Kind.GONE : HostMark.Kind.RETIRED;
  }

  /** What is removed cannot be had back but by another up; a mark alone can be taken back. */
  private boolean agreed(Plan plan) throws RunFailure {
    long files = plan.changes().filter(Change.Remove.class::isInstance).count();
    if (files == 0 || yes.get()) {
      return true;
    }
    root().session().view().event(new Event.Proposed(plan));
    return new Question(root().session().terminal(), root().surroundings().cancellation())
        .agreed(
            "remove " + files + (files == 1 ? " file" : " files") + " from " + host.get() + "?",
            "see what would be removed with --dry-run, then run again with --yes");
  }
}
