package dev.kprov.result;

import dev.kprov.base.RunFailure;
import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.Plan;
import dev.kprov.plan.StoreVerdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sum of a run that looked at hosts and perhaps changed them.
 *
 * @param plan what was to be done
 * @param last the plan made once more at the end: it shall hold no change
 * @param hosts in the order of the inventory
 * @param issued what was made or recovered in the store
 * @param mishaps what kept the run from doing or telling all of it
 * @param journal the line that the run wrote to the journal; empty where it wrote none
 * @param store what was judged about the store's own files, where the playbook asks for that
 */
public record Report(
    Plan plan,
    Plan last,
    List<HostReport> hosts,
    List<Change> issued,
    List<Mishap> mishaps,
    Optional<JournalHead> journal,
    Optional<StoreVerdict> store) {

  /** The report of a run that has not written to the journal, and judged no store. */
  public Report(
      Plan plan, Plan last, List<HostReport> hosts, List<Change> issued, List<Mishap> mishaps) {
    this(plan, last, hosts, issued, mishaps, Optional.empty(), Optional.empty());
  }

  public Report {
    hosts = List.copyOf(hosts);
    issued = List.copyOf(issued);
    mishaps = List.copyOf(mishaps);
  }

  /** The same with one more mishap. */
  public Report with(Mishap mishap) {
    List<Mishap> all = Stream.concat(mishaps.stream(), Stream.of(mishap)).toList();
    return new Report(plan, last, hosts, issued, all, journal, store);
  }

  /** The same of a run that has written to the journal. */
  public Report with(JournalHead head) {
    return new Report(plan, last, hosts, issued, mishaps, Optional.of(head), store);
  }

  /** The same of more hosts, in this order. */
  public Report with(List<HostReport> all) {
    return new Report(
        plan.of(all.stream().map(HostReport::plan).toList()),
        last.of(all.stream().map(HostReport::last).toList()),
        all,
        issued,
        mishaps,
        journal,
        store);
  }

  /** Whether the operator ended the run before its work was done. */
  public boolean interrupted() {
    return mishaps.stream().anyMatch(mishap -> mishap.kind() == RunFailure.Kind.INTERRUPTED);
  }

  /** How a run ended. */
  public enum Status {
    /** All is as it should be, before or after the run's own work. */
    GOOD,
    /** Nothing is wrong but that changes wait to be applied. */
    PENDING,
    /** A host failed, something is blocked, or verification found an error. */
    FAILED,
    /** No host could be reached. */
    UNREACHABLE
  }

  /** How a run ended that was to leave everything good, apart from its mishaps. */
  public Status status() {
    if (unreachable(plan)) {
      return Status.UNREACHABLE;
    }
    boolean storeGood =
        last.local().isEmpty()
            && last.findings().stream().noneMatch(Finding::isError)
            && store.map(StoreVerdict::good).orElse(true);
    return storeGood && hosts.stream().allMatch(HostReport::good) ? Status.GOOD : Status.FAILED;
  }

  /** How a run ended that was only to make a plan. */
  public static Status ofPlan(Plan plan) {
    if (unreachable(plan)) {
      return Status.UNREACHABLE;
    }
    if (plan.blocked() || plan.hosts().stream().anyMatch(host -> !host.reached())) {
      return Status.FAILED;
    }
    return plan.pending() ? Status.PENDING : Status.GOOD;
  }

  private static boolean unreachable(Plan plan) {
    return !plan.hosts().isEmpty() && !plan.anyReached();
  }

  /** Whether the run changed nothing, on hosts or in the store. */
  public boolean changedNothing() {
    return issued.isEmpty() && hosts.stream().allMatch(host -> host.outcomes().isEmpty());
  }
}
