package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.state.HostFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks that differ, of one host, of all, and of the ledger's last writer. */
class ClocksTest {

  private final Worlds worlds = Worlds.converged();

  private List<String> on(String host) {
    return PlanText.findings(PlanText.host(worlds.plan(), host));
  }

  @Test
  void aHostThatIsLateRefusesWhatWasJustMade() {
    worlds.host("worker0").ahead(Duration.ofHours(-51));

    assertThat(on("worker0"))
        .containsExactly(
            "error clock: it says 2026-02-27T09:00:00Z, which is 2 d 3 h behind this machine's; so"
                + " the host refuses /home/ubuntu/ca.pem, valid from 2026-03-01T11:55:00Z, and 3"
                + " more");
    assertThat(on("control0")).isEmpty();
  }

  @Test
  void aHostThatIsLateIsToldBeforeAnythingIsMade() {
    Worlds fresh = Worlds.fresh();
    fresh.host("worker0").ahead(Duration.ofMinutes(-6));

    assertThat(PlanText.findings(PlanText.host(fresh.plan(), "worker0")))
        .singleElement()
        .asString()
        .startsWith("error clock: it says 2026-03-01T11:54:00Z, which is 6 min behind");
  }

  @Test
  void aHostThatIsFarAheadTakesCertificatesForExpired() {
    worlds.host("worker0").ahead(Duration.ofDays(1830));

    assertThat(on("worker0"))
        .containsExactly(
            "error clock: it says 2031-03-05T12:00:00Z, which is 1830 d ahead of this machine's; so"
                + " the host refuses /home/ubuntu/worker0.pem, valid until 2031-02-28T12:00:00Z,"
                + " and 2 more");
  }

  @Test
  void aCertificateThatIsExpiredForEverybodyIsNoMatterOfClocks() {
    worlds.after(Duration.ofDays(4000));
    worlds.host("worker0").ahead(Duration.ofMinutes(2));

    assertThat(on("worker0"))
        .containsExactly(
            "warning clock: it says 2037-02-11T12:02:00Z, which is 2 min ahead of this machine's");
  }

  @Test
  void aSmallSkewIsAWarningAndASmallerOneNothing() {
    worlds.host("worker0").ahead(Duration.ofSeconds(-61));
    worlds.host("control0").ahead(Duration.ofSeconds(60));

    assertThat(on("worker0"))
        .containsExactly(
            "warning clock: it says 2026-03-01T11:58:59Z, which is 1 min 1 s behind this"
                + " machine's");
    assertThat(on("control0")).isEmpty();
  }

  @Test
  void whereAllHostsAgreeItIsTheOperatorsClock() {
    worlds.hosts().forEach(host -> host.ahead(Duration.ofHours(2)));

    assertThat(PlanText.findings(worlds.plan()))
        .containsExactly(
            "warning clock: this machine's clock is 2 h behind the clocks of all 4 hosts");
    assertThat(worlds.plan().hosts()).allMatch(host -> host.findings().isEmpty());

    worlds.hosts().forEach(host -> host.ahead(Duration.ofHours(-2)));

    assertThat(PlanText.findings(worlds.plan()))
        .containsExactly(
            "error clock: this machine's clock is 2 h ahead of the clocks of all 4 hosts, so that"
                + " they refuse certificates that are good here");
  }

  @Test
  void oneHostAloneDecidesNothingOfThisMachinesClock() {
    List.of("control0", "control1", "gateway").forEach(host -> worlds.host(host).down());
    worlds.host("worker0").ahead(Duration.ofHours(2));

    assertThat(PlanText.findings(worlds.plan())).isEmpty();
    assertThat(on("worker0")).hasSize(1);
  }

  @Test
  void aLedgerFromTheFutureIsAWarning() {
    worlds.store().recordedAt(worlds.now().plus(Duration.ofDays(3)));

    assertThat(PlanText.findings(worlds.plan()))
        .containsExactly(
            "warning store: the newest line of the ledger is of 2026-03-04T12:00:00Z, 3 d in the"
                + " future");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100, 100, 0",
    "100, 100, 160, 0",
    "100, 101, 160, 0",
    "100, 102, 160, -1",
    "100, 40, 99, 1",
    "100, 161, 161, -60"
  })
  void aSlowAnswerIsNoWrongClock(long told, long asked, long answered, long skew) {
    HostFacts facts =
        new HostFacts(
            "u", 1, Map.of("u", "u"), "/", "h", "m", HostModel.SYSTEM, Instant.ofEpochSecond(told));

    assertThat(facts.skew(Instant.ofEpochSecond(asked), Instant.ofEpochSecond(answered)))
        .isEqualTo(Duration.ofSeconds(skew));
  }
}
