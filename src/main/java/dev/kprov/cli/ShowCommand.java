package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.result.PlanSheet;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kprov show}. */
@Command(
    name = "show",
    description = "Says what a saved plan would do, and that nobody has edited it.")
final class ShowCommand implements Callable<Integer> {

  @ParentCommand private RootCommand root;

  @Parameters(paramLabel = "PLAN", description = "A file that kprov plan --out wrote.")
  private Path file;

  @Override
  public Integer call() throws RunFailure {
    root.session().isCalled("show");
    Session session = root.begin();
    PlanSheet plan = PlanFile.read(file);
    session.isAbout("show", plan.options().inventory());
    session.worksOn(plan.cluster());
    return session.end(new Conclusion.PlanShown(plan));
  }
}
