package dev.kprov.view;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Verdict;
import dev.kprov.result.HostReport;
import dev.kprov.result.Report;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A host, or the store, as a test that passed or did not.
 *
 * @param group the roles of the host, or {@code store}
 * @param name of the host, or {@code local}
 * @param ending how it went
 * @param troubles all that is wrong; empty where it passed
 * @param notes what else is worth reading
 */
record JunitCase(
    String group, String name, Ending ending, List<Trouble> troubles, List<String> notes) {

  private static final String STORE = "store";
  private static final String LOCAL = "local";

  /** How the look at a host ended. */
  enum Ending {
    GOOD("", ""),
    /** Something waits to be applied, and nothing else is wrong. */
    PENDING("failure", "pending"),
    WRONG("failure", "wrong"),
    /** Nobody knows how the host is. */
    UNKNOWN("error", "unknown");

    private final String element;
    private final String type;

    Ending(String element, String type) {
      this.element = element;
      this.type = type;
    }

    /** The element that tells it. */
    String element() {
      return element;
    }

    String type() {
      return type;
    }
  }

  JunitCase {
    troubles = List.copyOf(troubles);
    notes = List.copyOf(notes);
  }

  static List<JunitCase> of(Plan plan) {
    JunitCase store = planned(STORE, LOCAL, plan.local(), plan.findings());
    return Stream.concat(Stream.of(store), plan.hosts().stream().map(JunitCase::of)).toList();
  }

  /** What a run did is past: its last look at everything is what counts. */
  static List<JunitCase> of(Report report) {
    List<Trouble> run = Trouble.ofRun(report);
    List<Trouble> troubles =
        Stream.concat(run.stream(), Trouble.ofStore(report, _ -> true).stream()).toList();
    Ending ending = run.isEmpty() ? wrong(troubles) : Ending.UNKNOWN;
    JunitCase store =
        new JunitCase(STORE, LOCAL, ending, troubles, warnings(report.last().findings()));
    return Stream.concat(Stream.of(store), report.hosts().stream().map(JunitCase::of)).toList();
  }

  /** Of a run that was spoilt before it looked at anything. */
  static JunitCase spoilt(List<Trouble> troubles) {
    return new JunitCase(STORE, LOCAL, Ending.UNKNOWN, troubles, List.of());
  }

  private static JunitCase of(HostPlan host) {
    Optional<Trouble> gone = Trouble.unreached(host);
    return gone.isPresent()
        ? unknown(host.host(), gone.get())
        : planned(roles(host.host()), host.host().name(), host.changes(), host.findings());
  }

  private static JunitCase of(HostReport report) {
    HostPlan last = report.last();
    List<Trouble> troubles = Trouble.of(report, _ -> true);
    Ending ending = last.reached() ? wrong(troubles) : Ending.UNKNOWN;
    Stream<String> good = last.reached() ? good(report) : Stream.empty();
    return new JunitCase(
        roles(last.host()),
        last.host().name(),
        ending,
        troubles,
        Stream.concat(good, warnings(last.findings()).stream()).toList());
  }

  private static Stream<String> good(HostReport report) {
    return Stream.concat(
        Stream.of(Lines.tally(report.last())),
        report.verdicts().stream()
            .filter(Verdict::good)
            .map(verdict -> "good " + verdict.path() + ": " + verdict.summary()));
  }

  private static JunitCase planned(
      String group, String name, List<Change> changes, List<Finding> findings) {
    List<Trouble> errors = findings.stream().filter(Finding::isError).map(Trouble::of).toList();
    List<Trouble> troubles =
        Stream.concat(changes.stream().map(Trouble::planned), errors.stream()).toList();
    boolean waits = errors.isEmpty() && changes.stream().allMatch(Change::pending);
    Ending ending = waits && !changes.isEmpty() ? Ending.PENDING : wrong(troubles);
    return new JunitCase(group, name, ending, troubles, warnings(findings));
  }

  private static JunitCase unknown(Host host, Trouble why) {
    return new JunitCase(roles(host), host.name(), Ending.UNKNOWN, List.of(why), List.of());
  }

  private static Ending wrong(List<Trouble> troubles) {
    return troubles.isEmpty() ? Ending.GOOD : Ending.WRONG;
  }

  private static List<String> warnings(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !finding.isError())
        .map(finding -> "warning " + Trouble.of(finding))
        .toList();
  }

  private static String roles(Host host) {
    return host.roles().stream().map(Role::name).collect(Collectors.joining("+"));
  }
}
