package dev.kprov.view;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Verdict;
import dev.kprov.result.Conclusion;
import dev.kprov.result.HostReport;
import dev.kprov.result.Outcome;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a host, or the store, stands: what a report for others than people at a terminal is made of.
 *
 * @param group the roles of the host, or {@code store}
 * @param name of the host, or {@code local}
 * @param address of the host
 * @param ending how it went
 * @param troubles all that is wrong or waits; empty where it is good
 * @param warnings what else is worth reading
 * @param done what was done
 * @param good what is as it should be
 */
record Standing(
    String group,
    String name,
    Optional<String> address,
    Ending ending,
    List<Trouble> troubles,
    List<Trouble> warnings,
    List<String> done,
    List<String> good) {

  private static final String STORE = "store";
  private static final String LOCAL = "local";

  /** How the look at a host ended. */
  enum Ending {
    GOOD,
    /** Something waits to be applied, and nothing else is wrong. */
    PENDING,
    WRONG,
    /** Nobody knows how the host is. */
    UNKNOWN
  }

  Standing {
    troubles = List.copyOf(troubles);
    warnings = List.copyOf(warnings);
    done = List.copyOf(done);
    good = List.copyOf(good);
  }

  /**
   * The store and every host, as a command left them.
   *
   * @param conclusion of a command that judges hosts or shows what waits for them, or was spoilt
   */
  static List<Standing> of(Conclusion conclusion) {
    if (conclusion instanceof Conclusion.Failed failed) {
      return List.of(spoilt(failed.problems().stream().map(Trouble::of).toList()));
    }
    if (conclusion instanceof Conclusion.OfHosts seen) {
      return of(seen);
    }
    if (conclusion instanceof Conclusion.PlanShown shown) {
      return of(shown.plan());
    }
    throw new IllegalArgumentException("no hosts are right or wrong here");
  }

  private static List<Standing> of(PlanSheet sheet) {
    return Stream.concat(Stream.of(sheet.local()), sheet.hosts().stream())
        .map(Standing::of)
        .toList();
  }

  /** What a saved plan saw and would do; how the host is by now, nobody has looked. */
  private static Standing of(PlanSheet.Section section) {
    List<Trouble> troubles = new ArrayList<>();
    section.unreached().ifPresent(why -> troubles.add(new Trouble(why, Optional.empty())));
    section.changes().stream().map(Trouble::of).forEach(troubles::add);
    Trouble.errors(section.findings()).forEach(troubles::add);
    return new Standing(
        section.address().isPresent() ? String.join("+", section.roles()) : STORE,
        section.name(),
        section.address(),
        section.unreached().isPresent()
            ? Ending.UNKNOWN
            : ending(section.changes(), PlanSheet.Entry::pending, troubles),
        troubles,
        warnings(section.findings()),
        List.of(),
        List.of());
  }

  private static List<Standing> of(Conclusion.OfHosts seen) {
    return switch (seen) {
      case Conclusion.Planned(Plan plan, var _, var _) -> of(plan);
      case Conclusion.Applied(Report report, var _, var _) -> of(report);
      case Conclusion.Verified(Report report, var _) -> of(report);
    };
  }

  private static List<Standing> of(Plan plan) {
    List<Trouble> troubles =
        Stream.concat(Trouble.errors(plan.findings()), plan.local().stream().map(Trouble::planned))
            .toList();
    Standing store =
        store(
            ending(plan.local(), Change::pending, troubles),
            troubles,
            warnings(plan.findings()),
            List.of());
    return Stream.concat(Stream.of(store), plan.hosts().stream().map(Standing::of)).toList();
  }

  /** What a run did is past: its last look at everything is what counts. */
  private static List<Standing> of(Report report) {
    List<Trouble> run = Trouble.ofRun(report);
    List<Trouble> troubles =
        Stream.of(run, Trouble.ofCluster(report), Trouble.ofStore(report, _ -> true))
            .flatMap(List::stream)
            .toList();
    Standing store =
        store(
            run.isEmpty() ? wrong(troubles) : Ending.UNKNOWN,
            troubles,
            warnings(report.last().findings()),
            report.issued().stream().map(Lines::of).toList());
    return Stream.concat(Stream.of(store), report.hosts().stream().map(Standing::of)).toList();
  }

  /** Of a run that was spoilt before it looked at anything. */
  private static Standing spoilt(List<Trouble> troubles) {
    return store(Ending.UNKNOWN, troubles, List.of(), List.of());
  }

  private static Standing of(HostPlan plan) {
    Optional<Trouble> gone = Trouble.unreached(plan);
    List<Trouble> troubles =
        gone.map(List::of).orElseGet(() -> planned(plan.changes(), plan.findings()));
    return host(
        plan.host(),
        gone.isPresent() ? Ending.UNKNOWN : ending(plan.changes(), Change::pending, troubles),
        troubles,
        warnings(plan.findings()),
        List.of(),
        gone.isPresent() ? List.of() : List.of(Lines.tally(plan)));
  }

  private static Standing of(HostReport report) {
    HostPlan last = report.last();
    List<Trouble> troubles = Trouble.of(report, _ -> true);
    return host(
        last.host(),
        last.reached() ? wrong(troubles) : Ending.UNKNOWN,
        troubles,
        warnings(last.findings()),
        report.outcomes().stream()
            .filter(Outcome::done)
            .map(outcome -> Lines.of(outcome.change()))
            .toList(),
        last.reached() ? good(report) : List.of());
  }

  private static Standing store(
      Ending ending, List<Trouble> troubles, List<Trouble> warnings, List<String> done) {
    return new Standing(
        STORE, LOCAL, Optional.empty(), ending, troubles, warnings, done, List.of());
  }

  private static Standing host(
      Host host,
      Ending ending,
      List<Trouble> troubles,
      List<Trouble> warnings,
      List<String> done,
      List<String> good) {
    String roles = host.roles().stream().map(Role::name).collect(Collectors.joining("+"));
    return new Standing(
        roles, host.name(), Optional.of(host.address()), ending, troubles, warnings, done, good);
  }

  private static List<String> good(HostReport report) {
    return Stream.concat(
            Stream.of(Lines.tally(report.last())),
            report.verdicts().stream()
                .filter(Verdict::good)
                .map(verdict -> "good " + verdict.path() + ": " + verdict.summary()))
        .toList();
  }

  private static List<Trouble> planned(List<Change> changes, List<Finding> findings) {
    return Stream.concat(changes.stream().map(Trouble::planned), Trouble.errors(findings)).toList();
  }

  private static <C> Ending ending(List<C> changes, Predicate<C> pending, List<Trouble> troubles) {
    boolean waits =
        !changes.isEmpty()
            && troubles.size() == changes.size()
            && changes.stream().allMatch(pending);
    return waits ? Ending.PENDING : wrong(troubles);
  }

  private static Ending wrong(List<Trouble> troubles) {
    return troubles.isEmpty() ? Ending.GOOD : Ending.WRONG;
  }

  private static List<Trouble> warnings(List<Finding> findings) {
    return findings.stream().filter(finding -> !finding.isError()).map(Trouble::of).toList();
  }
}
