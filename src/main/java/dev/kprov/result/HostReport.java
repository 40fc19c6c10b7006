package dev.kprov.result;

import dev.kprov.plan.Change;
import dev.kprov.plan.Finding;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a run found, did and judged on one host.
 *
 * @param plan what was to be done
 * @param outcomes what became of each change that was tried
 * @param failure why the host failed as a whole after it had been reached
 * @param last the plan made once more from the last look at the host: it shall hold no change
 * @param verdicts on the certificates of the last look
 */
public record HostReport(
    HostPlan plan,
    List<Outcome> outcomes,
    Optional<String> failure,
    HostPlan last,
    List<Verdict> verdicts) {

  public HostReport {
    outcomes = List.copyOf(outcomes);
    verdicts = List.copyOf(verdicts);
  }

  /** Whether the host is as it should be now, as far as the last look tells. */
  public boolean good() {
    return last.reached()
        && failure.isEmpty()
        && last.changes().isEmpty()
        && last.findings().stream().noneMatch(Finding::isError)
        && verdicts.stream().allMatch(Verdict::good);
  }

  /**
   * What the last look left to be done. Of a certificate that is bad the judge's words say more
   * than how the wanted one differs, and nobody needs both.
   */
  public List<Change> left() {
    return last.changes().stream().map(this::judged).toList();
  }

  private Change judged(Change change) {
    return change instanceof Change.Update update
        ? verdicts.stream()
            .filter(verdict -> verdict.path().equals(update.subject()))
            .findFirst()
            .map(update::judged)
            .orElse(update)
        : change;
  }

  public long done() {
    return outcomes.stream().filter(Outcome::done).count();
  }
}
