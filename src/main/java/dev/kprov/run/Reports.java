package dev.kprov.run;

import dev.kprov.plan.Change;
import dev.kprov.plan.Disagreements;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Judge;
import dev.kprov.plan.Notes;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Planner;
import dev.kprov.plan.StoreJudge;
import dev.kprov.plan.World;
import dev.kprov.result.HostReport;
import dev.kprov.result.Mishap;
import dev.kprov.result.Outcome;
import dev.kprov.result.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts reports together. */
final class Reports {

  private Reports() {}

  /** The report of a run that changed nothing: its first look is its last. */
  static Report untouched(World world, Plan plan) {
    Judge judge = new Judge(world);
    List<HostReport> hosts =
        plan.hosts().stream()
            .map(host ->
                new HostReport(
                    host, List.of(), Optional.empty(), host, judge.verdicts(host.host())))
            .toList();
    return new Report(
        plan, plan, hosts, List.of(), List.of(), Optional.empty(), StoreJudge.of(world, plan));
  }

  /** The report of a run that applied a plan. */
  static Report applied(
      Plan plan,
      List<Applying.Result> results,
      World before,
      World after,
      List<Change> issued,
      List<Mishap> mishaps) {
    Plan made = Planner.plan(after);
    Judge judge = new Judge(after);
    List<HostReport> hosts = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Applying.Result result = results.get(i);
      HostPlan first = plan.hosts().get(i);
      HostPlan host = made.hosts().get(i).with(toldOfRemoved(first, result.outcomes()));
      hosts.add(
          new HostReport(
              first, result.outcomes(), result.failure(), host, judge.verdicts(host.host())));
    }
    Plan last = made.of(hosts.stream().map(HostReport::last).toList());
    return new Report(
        plan,
        last.after(Disagreements.mended(before, last.findings())).with(Notes.of(before, issued)),
        hosts,
        issued,
        mishaps,
        Optional.empty(),
        StoreJudge.of(after, last));
  }

  /** What was told of files that are gone now is worth telling at the end too. */
  private static List<Finding> toldOfRemoved(HostPlan plan, List<Outcome> outcomes) {
    Set<String> removed =
        outcomes.stream()
            .filter(outcome -> outcome.done() && outcome.change() instanceof Change.Remove)
            .map(outcome -> outcome.change().subject())
            .collect(Collectors.toSet());
    return plan.findings().stream().filter(one -> removed.contains(one.subject())).toList();
  }
}
