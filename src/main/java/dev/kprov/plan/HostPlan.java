package dev.kprov.plan;

import dev.kprov.inventory.Host;
import dev.kprov.state.Observation;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run would do on one host.
 *
 * @param host the host
 * @param observation what was seen there, or why nothing was
 * @param changes in the order of the playbook's steps
 * @param findings what is worth telling
 * @param tally the count of its files; zero of zero where it was not reached
 */
public record HostPlan(
    Host host, Observation observation, List<Change> changes, List<Finding> findings, Tally tally) {

  public HostPlan {
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
  }

  /** The same with more findings. */
  public HostPlan with(List<Finding> more) {
    return new HostPlan(
        host,
        observation,
        changes,
        Stream.concat(findings.stream(), more.stream()).toList(),
        tally);
  }

  public boolean reached() {
    return observation instanceof Observation.Reached;
  }

  public boolean pending() {
    return changes.stream().anyMatch(Change::pending);
  }
}
