package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.result.PlanSheet;
import java.nio.file.Path;

/** {@code kprov show}. */
final class ShowCommand extends Subcommand {

  private final Given<Path> file = PlanFile.parameter().in(spec());

  ShowCommand(RootCommand root) {
    super(root, "show", "Says what a saved plan would do, and that nobody has edited it.");
  }

  @Override
  public Integer call() throws RunFailure {
    root().session().isCalled("show");
    Session session = root().begin();
    PlanSheet plan = PlanFile.read(file.get());
    session.isAbout("show", plan.options().inventory());
    session.worksOn(plan.cluster());
    return session.end(new Conclusion.PlanShown(plan));
  }
}
