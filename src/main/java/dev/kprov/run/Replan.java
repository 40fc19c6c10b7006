package dev.kprov.run;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Judge;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.World;
import dev.kprov.result.Conclusion;
import dev.kprov.result.HostReport;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A saved plan, made once more from the world as it is now. Hosts for which it comes out otherwise
 * are left alone, and nothing is issued for them; what is left is what the saved plan says.
 */
final class Replan {

  private final PlanSheet saved;
  private final World whole;
  private final Map<String, String> refused = new LinkedHashMap<>();
  private World world;
  private Plan plan;

  private Replan(PlanSheet saved, World whole) {
    this.saved = saved;
    this.whole = whole;
    this.world = whole;
    this.plan = Planner.plan(whole);
  }

  /** How a plan is written down. */
  interface Writing {
    PlanSheet sheet(Plan plan, World world) throws RunFailure;
  }

  /**
   * Plans once more.
   *
   * @param whole the world now, at the time of the saved plan
   * @throws RunFailure of kind {@code REFUSED} where the store would get what the saved plan does
   *     not say
   */
  static Replan of(PlanSheet saved, World whole, Writing writing) throws RunFailure {
    Replan again = new Replan(saved, whole);
    PlanSheet sheet = writing.sheet(again.plan, again.world);
    while (again.narrow(sheet)) {
      sheet = writing.sheet(again.plan, again.world);
    }
    List<Problem> beyond =
        sheet.localBeyond(saved).stream()
            .map(entry ->
                Problem.of(
                    "the plan is refused: it does not say: " + entry.message(), "make a new plan"))
            .toList();
    if (!beyond.isEmpty()) {
      throw new RunFailure(RunFailure.Kind.REFUSED, beyond);
    }
    return again;
  }

  /** Leaves hosts out that have moved; whether there was one. */
  private boolean narrow(PlanSheet now) {
    Set<String> left = new HashSet<>(world.targets());
    for (PlanSheet.Section host : now.hosts()) {
      saved
          .host(host.name())
          .movedTo(host)
          .ifPresent(why -> {
            refused.put(host.name(), "left alone: " + why);
            left.remove(host.name());
          });
    }
    boolean moved = left.size() < world.targets().size();
    if (moved) {
      world = world.limitedTo(left);
      plan = Planner.plan(world);
    }
    return moved;
  }

  /** The world of the hosts that have not moved. */
  World world() {
    return world;
  }

  /** What is to be done: the saved plan, without the hosts that have moved. */
  Plan plan() {
    return plan;
  }

  /** The end of that plan, with the hosts that were left alone. */
  Conclusion.Applied complete(Conclusion.Applied end) {
    return new Conclusion.Applied(
        end.report().with(hosts(end.report())),
        end.world().limitedTo(whole.targets()),
        Optional.of(saved.id()));
  }

  private List<HostReport> hosts(Report report) {
    Judge judge = new Judge(whole);
    List<HostReport> hosts = new ArrayList<>();
    for (HostPlan host : Planner.plan(whole).hosts()) {
      String name = host.host().name();
      hosts.add(
          refused.containsKey(name)
              ? new HostReport(
                  host,
                  List.of(),
                  Optional.ofNullable(refused.get(name)),
                  host,
                  judge.verdicts(host.host()))
              : of(report, name));
    }
    return hosts;
  }

  private static HostReport of(Report report, String name) {
    return report.hosts().stream()
        .filter(host -> host.plan().host().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
