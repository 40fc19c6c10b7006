package dev.kprov.view;

import dev.kprov.base.Problem;
import dev.kprov.plan.Change;
import dev.kprov.plan.Check;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Verdict;
import dev.kprov.result.HostReport;
import dev.kprov.result.Outcome;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.Report;
import dev.kprov.state.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that keeps a host or the store from being as it should be.
 *
 * @param text what it is, without the host
 * @param hint what to do about it, if there is something
 * @param check the check of the host that it does not pass, if it is one
 */
record Trouble(String text, Optional<String> hint, Optional<Check> check) {

  Trouble(String text, Optional<String> hint) {
    this(text, hint, Optional.empty());
  }

  /** Those of the cluster as a whole: they come before all others. */
  static List<Trouble> ofCluster(Report report) {
    return errors(report.last().findings()).toList();
  }

  /** Those of the store. */
  static List<Trouble> ofStore(Report report, Predicate<Change> told) {
    return Stream.of(
            report.last().local().stream().filter(told).map(Trouble::of),
            report.store().stream().flatMap(store -> badFiles(store.verdicts()).stream()))
        .flatMap(troubles -> troubles)
        .toList();
  }

  /** What befell the run itself. */
  static List<Trouble> ofRun(Report report) {
    return report.mishaps().stream()
        .flatMap(mishap -> mishap.problems().stream())
        .map(Trouble::of)
        .toList();
  }

  /**
   * Everything that is wrong on a host, each thing once.
   *
   * @param told which of the last changes are to be among them
   */
  static List<Trouble> of(HostReport host, Predicate<Change> told) {
    List<Trouble> troubles = new ArrayList<>();
    unreached(host.last()).ifPresent(troubles::add);
    if (host.last().reached()) {
      host.failure().ifPresent(why -> troubles.add(new Trouble(why, Optional.empty())));
    }
    List<Outcome> failed = host.outcomes().stream().filter(outcome -> !outcome.done()).toList();
    if (host.failure().isEmpty()) {
      failed.forEach(outcome -> troubles.add(of(outcome)));
    }
    // What waits on a host that was left alone or not begun is no other trouble than that.
    host.left().stream()
        .filter(change -> host.failure().isEmpty() || !change.pending())
        .filter(told)
        .filter(change ->
            failed.stream().noneMatch(one -> one.change().subject().equals(change.subject())))
        .forEach(change -> troubles.add(of(change)));
    errors(host.last().findings()).forEach(troubles::add);
    troubles.addAll(
        badFiles(
            host.verdicts().stream()
                .filter(verdict -> !Lines.isTold(verdict.path(), host.last()))
                .toList()));
    return troubles;
  }

  static Optional<Trouble> unreached(HostPlan host) {
    return host.observation() instanceof Observation.Unreached gone
        ? Optional.of(new Trouble(gone.cause(), gone.hint(), Optional.of(Check.REACHABLE)))
        : Optional.empty();
  }

  static Trouble of(Problem problem) {
    return new Trouble(problem.toString(), problem.hint());
  }

  /** Those that findings tell of. */
  static Stream<Trouble> errors(List<Finding> findings) {
    return findings.stream().filter(Finding::isError).map(Trouble::of);
  }

  static Trouble of(Finding finding) {
    return new Trouble(finding.subject() + ": " + finding.message(), finding.hint());
  }

  static Trouble of(Change change) {
    String text = change.subject() + ": " + Lines.drift(change);
    return switch (change) {
      case Change.Blocked(var _, var _, String remedy, Optional<Check> check) ->
          new Trouble(text, Optional.of(remedy), check);
      case Change.Issue _,
          Change.Recover _,
          Change.Mark _,
          Change.Merge _,
          Change.Create _,
          Change.Update _,
          Change.Remove _ ->
          new Trouble(text, Optional.empty());
    };
  }

  /** A change of a saved plan. */
  static Trouble of(PlanSheet.Entry entry) {
    return new Trouble(
        entry.message() + entry.request().map(request -> "; " + request).orElse(""), entry.hint());
  }

  /** A change of a plan, told as what would be done. */
  static Trouble planned(Change change) {
    return change.pending() ? new Trouble(Lines.of(change), Optional.empty()) : of(change);
  }

  /** In one line; a check that is about the whole host is named once. */
  @Override
  public String toString() {
    return check.map(one -> one.word() + ": ").filter(named -> !text.startsWith(named)).orElse("")
        + text
        + hint.map(advice -> " (hint: " + advice + ")").orElse("");
  }

  private static Trouble of(Outcome outcome) {
    return new Trouble(
        outcome.change().subject() + ": " + outcome.failure().orElseThrow(), outcome.remedy());
  }

  /** Files with the same faults have one cause, which is told once. */
  private static List<Trouble> badFiles(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> !verdict.good())
        .collect(Collectors.groupingBy(Verdict::faults, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(Trouble::of)
        .toList();
  }

  private static Trouble of(List<Verdict> alike) {
    String paths = alike.stream().map(Verdict::path).collect(Collectors.joining(", "));
    Verdict one = alike.getFirst();
    return new Trouble(paths + ": " + one.causes(), Optional.of(one.remedies()));
  }
}
