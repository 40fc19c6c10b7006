package dev.kprov.view;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Preflight;
import dev.kprov.plan.Tally;
import dev.kprov.result.HostReport;
import dev.kprov.result.Report;
import dev.kprov.state.Observation;
import java.util.List;
import java.util.Set;

/** What {@code plan}, {@code up} and {@code verify} tell of the store and of every host. */
final class RunDocument {

  private RunDocument() {}

  static Fields of(Plan plan) {
    return new Fields()
        .object("summary", Counts.of(plan))
        .and(preflight(plan))
        .object("local", store(plan.local().stream().map(JsonChanges::of).toList(), plan))
        .objects("hosts", plan.hosts().stream().map(RunDocument::of).toList());
  }

  /** The report of a run that only looked. */
  static Fields verified(Report report) {
    return new Fields()
        .object("summary", Counts.of(report))
        .and(preflight(report.plan()))
        .object(
            "local",
            store(report.plan().local().stream().map(JsonChanges::of).toList(), report.last())
                .and(store(report)))
        .objects("hosts", report.hosts().stream().map(RunDocument::judged).toList());
  }

  /** The report of a run that was to change what is not as it should be. */
  static Fields applied(Report report) {
    return new Fields()
        .object("summary", Counts.of(report))
        .and(preflight(report.plan()))
        .object("local", applied(report, report.last()))
        .objects("hosts", report.hosts().stream().map(RunDocument::applied).toList())
        .and(JournalDocument.of(report.journal()));
  }

  private static Fields preflight(Plan plan) {
    return new Fields()
        .objects("preflight", Preflight.failures(plan).stream().map(RunDocument::of).toList());
  }

  /** A check that a host does not pass. */
  static Fields of(Preflight.Failure failure) {
    return new Fields()
        .text("host", failure.host())
        .text("check", failure.check().word())
        .text("subject", failure.subject())
        .text("cause", failure.cause())
        .text("hint", failure.hint());
  }

  private static Fields applied(Report report, Plan last) {
    Set<Change> issued = Set.copyOf(report.issued());
    List<Fields> changes =
        report.plan().local().stream()
            .map(change ->
                issued.contains(change)
                    ? JsonChanges.of(change, JsonChanges.State.DONE)
                    : JsonChanges.of(change))
            .toList();
    return store(changes, last).objects("remaining", changes(last.local())).and(store(report));
  }

  private static Fields store(List<Fields> changes, Plan last) {
    return new Fields()
        .objects("changes", changes)
        .objects("findings", last.findings().stream().map(JsonChanges::of).toList());
  }

  /** What was judged of the store's files; nothing where the playbook does not ask for it. */
  private static Fields store(Report report) {
    Fields fields = new Fields();
    report
        .store()
        .ifPresent(store ->
            fields
                .object(
                    "files",
                    new Fields()
                        .number("wanted", store.tally().wanted())
                        .number("found", store.tally().found()))
                .objects("certificates", store.verdicts().stream().map(JsonChanges::of).toList()));
    return fields;
  }

  private static Fields of(HostPlan host) {
    return head(host)
        .objects("changes", changes(host.changes()))
        .objects("findings", findings(host.findings()))
        .and(tally(host));
  }

  private static Fields judged(HostReport host) {
    return head(host.last())
        .truth("good", host.good())
        .objects("changes", changes(host.plan().changes()))
        .and(lastLook(host));
  }

  private static Fields applied(HostReport host) {
    return head(host.last())
        .truth("good", host.good())
        .text("failure", host.failure())
        .objects("changes", host.plan().changes().stream().map(change -> of(change, host)).toList())
        .objects("remaining", changes(host.last().changes()))
        .and(lastLook(host));
  }

  private static Fields of(Change change, HostReport host) {
    return host.outcomes().stream()
        .filter(outcome -> outcome.change().equals(change))
        .findFirst()
        .map(JsonChanges::of)
        .orElseGet(() -> JsonChanges.of(change));
  }

  private static Fields lastLook(HostReport host) {
    return new Fields()
        .objects("findings", findings(host.last().findings()))
        .and(tally(host.last()))
        .objects("certificates", host.verdicts().stream().map(JsonChanges::of).toList());
  }

  static Fields head(HostPlan host) {
    return head(host.host()).and(reached(host.observation()));
  }

  static Fields head(Host host) {
    return new Fields()
        .text("name", host.name())
        .text("address", host.address())
        .texts("roles", host.roles().stream().map(Role::name).toList());
  }

  private static Fields reached(Observation observation) {
    return switch (observation) {
      case Observation.Reached _ -> new Fields().truth("reached", true);
      case Observation.Unreached gone -> unreached(gone);
    };
  }

  static Fields unreached(Observation.Unreached gone) {
    return new Fields()
        .truth("reached", false)
        .text("cause", gone.cause())
        .text("hint", gone.hint());
  }

  /** The count means nothing where nobody counted. */
  private static Fields tally(HostPlan host) {
    Tally tally = host.tally();
    return host.reached()
        ? new Fields()
            .object(
                "files",
                new Fields()
                    .number("wanted", tally.wanted())
                    .number("found", tally.found())
                    .number("strangers", tally.strangers()))
        : new Fields();
  }

  private static List<Fields> changes(List<Change> changes) {
    return changes.stream().map(JsonChanges::of).toList();
  }

  private static List<Fields> findings(List<Finding> findings) {
    return findings.stream().map(JsonChanges::of).toList();
  }
}
