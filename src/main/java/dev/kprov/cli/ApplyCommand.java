package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.PlanSheet;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kprov apply}. */
@Command(
    name = "apply",
    description = {
      "Carries out a saved plan, or what of it still is what would be planned: a host on which"
          + " something has moved is named and left alone.",
      "Where inventory, playbook or store have moved, the plan was edited or applied before, or its"
          + " time is over, nothing is done."
    })
final class ApplyCommand implements Callable<Integer> {

  @ParentCommand private RootCommand root;

  @Parameters(paramLabel = "PLAN", description = "A file that kprov plan --out wrote.")
  private Path file;

  @Override
  public Integer call() throws RunFailure, InterruptedException {
    root.session().isCalled("apply");
    Session session = root.begin();
    PlanSheet plan = PlanFile.read(file);
    root.session().isAbout("apply", plan.options().inventory());
    return session.end(root.runOf(plan).apply(plan, Version.number()));
  }
}
