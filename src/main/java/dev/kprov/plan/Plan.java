package dev.kprov.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * All that a run would do, as data without a secret byte.
 *
 * @param local what would be issued or recovered in the store, or is blocked there; then what would
 *     become of the operator's own kubeconfig
 * @param findings on the store and its items
 * @param hosts in the order of the inventory, those within the limit
 */
public record Plan(List<Change> local, List<Finding> findings, List<HostPlan> hosts) {

  public Plan {
    local = List.copyOf(local);
    findings = List.copyOf(findings);
    hosts = List.copyOf(hosts);
  }

  /** The same plan with more findings on items, of which none is told twice. */
  public Plan with(List<Finding> more) {
    return new Plan(
        local, Stream.concat(findings.stream(), more.stream()).distinct().toList(), hosts);
  }

  /** The same plan with findings that come before all others. */
  public Plan after(List<Finding> first) {
    return new Plan(local, Stream.concat(first.stream(), findings.stream()).toList(), hosts);
  }

  /** The same plan for other hosts. */
  public Plan of(List<HostPlan> others) {
    return new Plan(local, findings, others);
  }

  /** Whether applying would change anything. */
  public boolean pending() {
    return changes().anyMatch(Change::pending);
  }

  /** What is to be done in the store: all that is local but the operator's own kubeconfig. */
  public List<Change> issuance() {
    return local.stream()
        .filter(change -> change.pending() && !(change instanceof Change.Merge))
        .toList();
  }

  /** What is to be done to the operator's own kubeconfig. */
  public List<Change.Merge> merges() {
    return local.stream()
        .filter(Change.Merge.class::isInstance)
        .map(Change.Merge.class::cast)
        .toList();
  }

  public boolean blocked() {
    return changes().anyMatch(change -> !change.pending());
  }

  public Stream<Change> changes() {
    return Stream.concat(local.stream(), hosts.stream().flatMap(host -> host.changes().stream()));
  }

  public boolean anyReached() {
    return hosts.stream().anyMatch(HostPlan::reached);
  }
}
