package dev.kprov.result;

import dev.kprov.inventory.Host;
import dev.kprov.state.ConnectionStep;
import java.util.List;
import java.util.Optional;

/**
 * What was found on the way to a host.
 *
 * @param steps all there are, in their order, those of jump hosts first; what comes after a failure
 *     was not reached
 */
public record Checkup(Host host, List<ConnectionStep> steps) {

  public Checkup {
    steps = List.copyOf(steps);
  }

  /** The step that keeps the host from being worked on. */
  public Optional<ConnectionStep> failure() {
    return steps.stream().filter(ConnectionStep::failed).reduce((_, last) -> last);
  }

  /** Whether somebody could log in. */
  public boolean reached() {
    return steps.stream()
        .filter(step -> step.kind() == ConnectionStep.Kind.LOGIN)
        .reduce((_, last) -> last)
        .filter(step -> step.end() == ConnectionStep.End.OK)
        .isPresent();
  }

  /** How a command ends that looked at these hosts. */
  public static Report.Status status(List<Checkup> all) {
    if (all.stream().noneMatch(Checkup::reached)) {
      return Report.Status.UNREACHABLE;
    }
    return all.stream().allMatch(one -> one.failure().isEmpty())
        ? Report.Status.GOOD
        : Report.Status.FAILED;
  }
}
