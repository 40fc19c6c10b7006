package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Conclusion;
import dev.kprov.result.PlanOptions;
import dev.kprov.result.SavedPlan;
import dev.kprov.run.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code kprov plan}. */
@Command(
    name = "plan",
    description =
        "Says what up would do and why; nothing is written anywhere but the file of --out.")
final class PlanCommand extends InventoryCommand {

  private static final Duration DAY = Duration.ofDays(1);

  @Mixin private NewCluster newCluster;

  @Mixin private Reissues reissues;

  @Mixin private Prunes prunes;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also save the plan there, for kprov show and kprov apply.")
  private @Nullable Path out;

  @Option(
      names = "--valid-for",
      paramLabel = "TIME",
      converter = UserAddCommand.Span.class,
      description = "With --out: how long the plan may be applied (default: 24h).")
  private @Nullable Duration valid;

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    if (valid != null && out == null) {
      throw new ParameterException(spec().commandLine(), "--valid-for needs --out");
    }
    Run run = root().run(inventory(), newCluster.assumed(), reissues.order(), prunes.order());
    if (out == null) {
      return run.plan();
    }
    PlanOptions options =
        root().options(inventory(), newCluster.assumed(), reissues.order(), prunes.order());
    SavedPlan plan = run.planToSave(options, valid == null ? DAY : valid, Version.number());
    return new Conclusion.Planned(
        plan.plan(), plan.world(), Optional.of(PlanFile.write(plan, out)));
  }
}
