package dev.kprov.view;

import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.result.HostReport;
import dev.kprov.result.Report;
import java.util.List;
import java.util.stream.Stream;

/** The numbers that sum a run up. */
final class Counts {

  private Counts() {}

  static Fields of(Plan plan) {
    return hosts(plan)
        .number("pending", pending(plan))
        .number("blocked", plan.changes().filter(change -> !change.pending()).count())
        .and(findings(plan));
  }

  /** What was done, and what the last look still shows. */
  static Fields of(Report report) {
    List<HostReport> hosts = report.hosts();
    Plan last = report.last();
    return hosts(last)
        .number("good", hosts.stream().filter(HostReport::good).count())
        .number("done", report.issued().size() + hosts.stream().mapToLong(HostReport::done).sum())
        .number(
            "failed", hosts.stream().mapToLong(host -> host.outcomes().size() - host.done()).sum())
        .number("pending", pending(last))
        .number("blocked", last.changes().filter(change -> !change.pending()).count())
        .and(findings(last))
        .number(
            "badCertificates",
            hosts.stream()
                .flatMap(host -> host.verdicts().stream())
                .filter(verdict -> !verdict.good())
                .count());
  }

  private static Fields hosts(Plan plan) {
    return new Fields()
        .number("hosts", plan.hosts().size())
        .number("reached", plan.hosts().stream().filter(HostPlan::reached).count());
  }

  private static long pending(Plan plan) {
    return plan.changes().filter(Change::pending).count();
  }

  private static Fields findings(Plan plan) {
    List<Finding> all =
        Stream.concat(
                plan.findings().stream(),
                plan.hosts().stream().flatMap(host -> host.findings().stream()))
            .toList();
    long errors = all.stream().filter(Finding::isError).count();
    return new Fields().number("errors", errors).number("warnings", all.size() - errors);
  }
}
