package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.PlanSheet;
import java.nio.file.Path;

/** {@code kprov apply}. */
final class ApplyCommand extends Subcommand {

  private final Given<Path> file = PlanFile.parameter().in(spec());

  ApplyCommand(RootCommand root) {
    super(
        root,
        "apply",
        "Carries out a saved plan, or what of it still is what would be planned: a host on which"
            + " something has moved is named and left alone.",
        "Where inventory, playbook or store have moved, the plan was edited or applied before, or"
            + " its time is over, nothing is done.");
  }

  @Override
  public Integer call() throws RunFailure, InterruptedException {
    root().session().isCalled("apply");
    Session session = root().begin();
    PlanSheet plan = PlanFile.read(file.get());
    root().session().isAbout("apply", plan.options().inventory());
    return session.end(root().runOf(plan).apply(plan, Version.number()));
  }
}
