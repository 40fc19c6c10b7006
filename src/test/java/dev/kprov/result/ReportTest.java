package dev.kprov.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.plan.Change;
import dev.kprov.plan.HostModel;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Verdict;
import dev.kprov.plan.Worlds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How runs end. */
class ReportTest {

  private static final ItemId CA = ItemId.of(ItemId.Section.AUTHORITY, "ca");

  private final Worlds worlds = Worlds.converged();

  private static Report untouched(Plan plan) {
    return report(plan, plan, List.of());
  }

  private static Report report(Plan plan, Plan last, List<Verdict> verdicts) {
    List<HostReport> hosts =
        last.hosts().stream()
            .map(host -> new HostReport(host, List.of(), Optional.empty(), host, verdicts))
            .toList();
    return new Report(plan, last, hosts, List.of(), List.of());
  }

  private static Plan down(Worlds worlds) {
    for (HostModel host : worlds.hosts()) {
      host.down();
    }
    return worlds.plan();
  }

  @Test
  void aConvergedClusterIsGood() {
    Plan plan = worlds.plan();

    assertThat(Report.ofPlan(plan)).isEqualTo(Report.Status.GOOD);
    assertThat(untouched(plan).status()).isEqualTo(Report.Status.GOOD);
    assertThat(untouched(plan).changedNothing()).isTrue();
  }

  @Test
  void aPlanWithChangesIsPending() {
    assertThat(Report.ofPlan(Worlds.fresh().plan())).isEqualTo(Report.Status.PENDING);
  }

  @Test
  void changesThatAreLeftAfterARunAreAFailure() {
    worlds.host("worker0").remove("~/ca.pem");

    assertThat(untouched(worlds.plan()).status()).isEqualTo(Report.Status.FAILED);
  }

  @Test
  void aBlockedItemIsAFailureEvenWhereEveryHostIsGood() {
    worlds.store().damage(CA, "ca-key.pem is no private key");

    Plan plan = worlds.plan();

    assertThat(Report.ofPlan(plan)).isEqualTo(Report.Status.FAILED);
    assertThat(untouched(plan).status()).isEqualTo(Report.Status.FAILED);
  }

  @Test
  void aHostThatIsDownIsAFailureWhateverElseIsPending() {
    worlds.host("worker0").down();
    worlds.host("control0").remove("~/ca.pem");

    Plan plan = worlds.plan();

    assertThat(Report.ofPlan(plan)).isEqualTo(Report.Status.FAILED);
    assertThat(untouched(plan).status()).isEqualTo(Report.Status.FAILED);
  }

  @Test
  void whenNoHostIsReachedThatIsTold() {
    Plan plan = down(worlds);

    assertThat(Report.ofPlan(plan)).isEqualTo(Report.Status.UNREACHABLE);
    assertThat(untouched(plan).status()).isEqualTo(Report.Status.UNREACHABLE);
  }

  @Test
  void hostsThatAreLostOnTheWayWereReached() {
    Plan plan = worlds.plan();

    assertThat(report(plan, down(worlds), List.of()).status()).isEqualTo(Report.Status.FAILED);
  }

  @Test
  void aWarningChangesNoStatus() {
    worlds.host("worker0").stranger("~/old.pem", false);

    assertThat(untouched(worlds.plan()).status()).isEqualTo(Report.Status.GOOD);
  }

  @Test
  void anErrorFailsARunButNotAPlan() {
    worlds.host("worker0").stranger("~/ca-key.pem", true);

    Plan plan = worlds.plan();

    assertThat(Report.ofPlan(plan)).isEqualTo(Report.Status.GOOD);
    assertThat(untouched(plan).status()).isEqualTo(Report.Status.FAILED);
  }

  @Test
  void aFaultInACertificateFailsARun() {
    Plan plan = worlds.plan();
    Verdict bad = new Verdict("/x", "what", List.of(new Verdict.Fault("it expired", "renew it")));

    assertThat(report(plan, plan, List.of(bad)).status()).isEqualTo(Report.Status.FAILED);
  }

  @Test
  void aHostThatFailedAsAWholeIsNotGood() {
    Plan plan = worlds.plan();
    HostReport host =
        new HostReport(
            plan.hosts().getFirst(),
            List.of(),
            Optional.of("connection lost"),
            plan.hosts().getFirst(),
            List.of());

    assertThat(host.good()).isFalse();
    assertThat(new Report(plan, plan, List.of(host), List.of(), List.of()).status())
        .isEqualTo(Report.Status.FAILED);
  }

  @Test
  void whatWasDoneIsCounted() {
    Plan plan = Worlds.fresh().plan();
    List<Outcome> outcomes =
        List.of(
            new Outcome(plan.hosts().getFirst().changes().getFirst(), Optional.empty()),
            new Outcome(plan.hosts().getFirst().changes().get(1), Optional.of("disk full")));
    HostReport host =
        new HostReport(
            plan.hosts().getFirst(),
            outcomes,
            Optional.empty(),
            plan.hosts().getFirst(),
            List.of());

    assertThat(host.done()).isEqualTo(1);
    assertThat(new Report(plan, plan, List.of(host), List.of(), List.of()).changedNothing())
        .isFalse();
  }

  @Test
  void aRecoveredItemIsAChangeToTheStore() {
    Item item = worlds.item(CA);
    Report report =
        new Report(
            worlds.plan(), worlds.plan(), List.of(), List.of(new Change.Recover(item)), List.of());

    assertThat(report.changedNothing()).isFalse();
  }
}
