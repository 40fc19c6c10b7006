package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.result.PlanOptions;
import dev.kprov.result.SavedPlan;
import dev.kprov.run.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/** {@code kprov plan}. */
final class PlanCommand extends InventoryCommand {

  private static final Duration DAY = Duration.ofDays(1);

  private final NewCluster newCluster = new NewCluster(spec());

  private final Reissues reissues = new Reissues(spec());

  private final Prunes prunes = new Prunes(spec());

  private final Given<Path> out =
      Option.of(
              Path.class,
              "--out",
              "FILE",
              "Also save the plan there, for kprov show and kprov apply.")
          .in(spec());

  private final Given<Duration> valid =
      Option.of(
              Duration.class,
              "--valid-for",
              "TIME",
              "With --out: how long the plan may be applied (default: 24h).")
          .readBy(new UserAddCommand.Span())
          .in(spec());

  PlanCommand(RootCommand root) {
    super(
        root,
        "plan",
        "Says what up would do and why; nothing is written anywhere but the file of --out.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    if (valid.isGiven() && !out.isGiven()) {
      throw new ParameterException(spec().commandLine(), "--valid-for needs --out");
    }
    Run run = root().run(inventory(), newCluster.assumed(), reissues.order(), prunes.order());
    if (!out.isGiven()) {
      return run.plan();
    }
    PlanOptions options =
        root().options(inventory(), newCluster.assumed(), reissues.order(), prunes.order());
    SavedPlan plan = run.planToSave(options, valid.maybe().orElse(DAY), Version.number());
    return new Conclusion.Planned(
        plan.plan(), plan.world(), Optional.of(PlanFile.write(plan, out.get())));
  }
}
