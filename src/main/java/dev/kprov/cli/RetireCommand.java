package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.pki.HostMark;
import dev.kprov.plan.Change;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Wishes;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.run.Run;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprov retire}. */
@Command(
    name = "retire",
    description =
        "Takes from a host all files that kprov put there, and remembers that it left the cluster."
            + " Take it out of the inventory afterwards.")
final class RetireCommand extends InventoryCommand {

  @Parameters(index = "1", paramLabel = "HOST", description = "The host, by its inventory name.")
  private String host = "";

  @ArgGroup private Kind kind = new Kind();

  /** What is to become of the host, where it is not the usual. */
  private static final class Kind {
    @Option(
        names = "--gone",
        description = "The host exists no more: only remember that, and speak to nobody.")
    private boolean gone;

    @Option(names = "--undo", description = "Let it in again: the next up gives it its files.")
    private boolean undo;
  }

  @Option(names = "--dry-run", description = "Say what would be removed; nothing is written.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Remove without a question.")
  private boolean yes;

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    Run run = root().run(inventory(), new Wishes.Leave(host, what()));
    return dryRun ? run.plan() : run.up(this::agreed);
  }

  private HostMark.Kind what() {
    if (kind.undo) {
      return HostMark.Kind.READMITTED;
    }
    return kind.gone ? HostMark.Kind.GONE : HostMark.Kind.RETIRED;
  }

  /** What is removed cannot be had back but by another up; a mark alone can be taken back. */
  private boolean agreed(Plan plan) throws RunFailure {
    long files = plan.changes().filter(Change.Remove.class::isInstance).count();
    if (files == 0 || yes) {
      return true;
    }
    root().session().view().event(new Event.Proposed(plan));
    return new Question(root().session().terminal(), root().surroundings().cancellation())
        .agreed(
            "remove " + files + (files == 1 ? " file" : " files") + " from " + host + "?",
            "see what would be removed with --dry-run, then run again with --yes");
  }
}
