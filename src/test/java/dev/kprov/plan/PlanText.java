package dev.kprov.plan;

import dev.kprov.state.Content;
import dev.kprov.state.Difference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans as lines that a person can compare. */
final class PlanText {

  private PlanText() {}

  /** What happens in the store. */
  static List<String> local(Plan plan) {
    return plan.local().stream().map(PlanText::line).toList();
  }

  /** What happens on one host. */
  static List<String> on(Plan plan, String host) {
    return host(plan, host).changes().stream().map(PlanText::line).toList();
  }

  /** What happens on all hosts, each line after the host's name. */
  static List<String> hosts(Plan plan) {
    return plan.hosts().stream()
        .flatMap(
            host -> host.changes().stream().map(change -> host.host().name() + ": " + line(change)))
        .toList();
  }

  static List<String> findings(HostPlan host) {
    return host.findings().stream().map(PlanText::line).toList();
  }

  static List<String> findings(Plan plan) {
    return plan.findings().stream().map(PlanText::line).toList();
  }

  static HostPlan host(Plan plan, String name) {
    return plan.hosts().stream()
        .filter(host -> host.host().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Change.Blocked blocked(Plan plan) {
    return onlyBlocked(plan.local().stream());
  }

  static Change.Blocked blockedOn(Plan plan, String host) {
    return onlyBlocked(host(plan, host).changes().stream());
  }

  private static Change.Blocked onlyBlocked(Stream<Change> changes) {
    List<Change.Blocked> blocked =
        changes.filter(Change.Blocked.class::isInstance).map(Change.Blocked.class::cast).toList();
    if (blocked.size() != 1) {
      throw new AssertionError("not one blocked change, but " + blocked);
    }
    return blocked.getFirst();
  }

  private static String line(Finding finding) {
    return (finding.isError() ? "error " : "warning ")
        + finding.subject()
        + ": "
        + finding.message();
  }

  private static String line(Change change) {
    return switch (change) {
      case Change.Issue(var item, List<String> reasons, boolean newKey, var _) ->
          "issue "
              + item.id()
              + ": "
              + String.join("; ", reasons)
              + (newKey ? " (new key)" : " (same key)");
      case Change.Recover(var item) -> "recover " + item.id();
      case Change.Mark mark ->
          "mark " + mark.host() + " as " + mark.kind().word() + " " + mark.items();
      case Change.Merge merge ->
          "merge " + merge.subject() + ": " + String.join("; ", merge.changes());
      case Change.Remove remove -> "remove " + remove.at();
      case Change.Create(var _, var at, Optional<Content> _, var _, var _) -> "create " + at;
      case Change.Update(var _, var at, var _, var _, List<Difference> differences, var _) ->
          "update " + at + ": " + Difference.words(differences);
      case Change.Blocked(String subject, String cause, var _, var _) ->
          "blocked " + subject + ": " + cause;
    };
  }
}
