package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.Item;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What no run can push out by reissuing is told. */
class ExpiriesTest {

  private static final Duration CA_LIFE = Duration.ofDays(3650);

  /** A cluster whose leaves were renewed once, so that they end with their authority. */
  private static Worlds renewed() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(1826));
    worlds.carryOut(worlds.plan());
    return worlds.after(CA_LIFE.minusDays(1826));
  }

  @Test
  void anAuthorityIsToldOfHalfAYearAhead() {
    Worlds worlds = Worlds.converged().after(CA_LIFE.minusDays(180));
    assertThat(PlanText.findings(worlds.plan())).isEmpty();

    assertThat(PlanText.findings(worlds.after(Duration.ofSeconds(1)).plan()))
        .containsExactly("warning authority ca: expires 2036-02-27");
  }

  @Test
  void leavesThatCannotBeRenewedForLongerAreToldOnceAndNotReissued() {
    Worlds worlds = renewed().after(Duration.ofDays(-10));

    Plan plan = worlds.plan();

    assertThat(plan.changes()).isEmpty();
    assertThat(PlanText.findings(plan))
        .containsExactly(
            "warning authority ca: expires 2036-02-27, and the CA ends first: certificate"
                + " kubernetes and 5 others cannot be renewed beyond it");
    assertThat(plan.findings()).noneMatch(Finding::isError);
  }

  @Test
  void anExpiredAuthorityIsAnError() {
    Plan plan = renewed().after(Duration.ofSeconds(1)).plan();

    assertThat(PlanText.findings(plan))
        .containsExactly(
            "error authority ca: expired 2036-02-27, and with it every certificate that it"
                + " signed");
  }

  @Test
  void aLeafWhoseOwnValidityWouldEndSoonerIsNotBoundByItsAuthority() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(1800));
    worlds.edit(ExpiriesTest::shortened);

    Plan plan = worlds.plan();

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void norIsOneThatEndsWithItsAuthority() {
    Worlds worlds = renewed().after(Duration.ofDays(-20)).edit(ExpiriesTest::shortened);

    assertThat(PlanText.findings(worlds.plan()))
        .containsExactly("warning authority ca: expires 2036-02-27");
  }

  /** Certificates that live for ten days only. */
  private static Item shortened(Item item) {
    return item instanceof Item.Certificate one
        ? new Item.Certificate(
            one.id(),
            one.issuer(),
            one.subject(),
            one.algorithm(),
            one.usages(),
            one.names(),
            Duration.ofDays(10),
            one.renewBefore(),
            one.certFile(),
            one.keyFile())
        : item;
  }
}
