package dev.kprov.plan;

import static dev.kprov.plan.BelowARoot.ROOT;
import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Authorities that another signed, of the playbook or not. */
class SignedAuthoritiesTest {

  @Test
  void oneEndsWithItsIssuerAndThatIsNoDeviation() {
    Worlds worlds = BelowARoot.converged();
    CertificateInfo root = worlds.store().certificate(ROOT);
    assertThat(worlds.store().certificate(CA).notAfter()).isEqualTo(root.notAfter());

    worlds.store().replace(ROOT, sketch -> sketch.until(root.notAfter().plusSeconds(9)));

    assertThat(worlds.plan().local()).noneMatch(Change.Blocked.class::isInstance);
  }

  @Test
  void oneThatEndsEarlyForNoSuchReasonDiffersFromThePlaybook() {
    Worlds worlds =
        Worlds.fresh()
            .edit(item -> item instanceof Item.Authority ca ? livingAYear(ca) : item)
            .rewrite(BelowARoot::below);
    worlds.carryOut(worlds.plan());
    worlds.store().replace(CA, sketch -> sketch.until(Worlds.BIRTH.plus(Duration.ofDays(99))));

    assertThat(PlanText.blocked(worlds.plan()).cause()).contains("validity: 99d → 365d");
  }

  private static Item.Authority livingAYear(Item.Authority ca) {
    return new Item.Authority(
        ca.id(), ca.subject(), ca.algorithm(), Duration.ofDays(365), ca.certFile(), ca.keyFile());
  }

  @Test
  void anotherIssuerBlocksAnAuthorityThatIsThereAndLeavesItInUse() {
    Worlds worlds = Worlds.converged().rewrite(BelowARoot::below);

    Plan plan = worlds.plan();

    assertThat(PlanText.blocked(plan).cause())
        .isEqualTo(
            "the store's differs from the playbook (signed by its own key, not by authority"
                + " root)");
    assertThat(PlanText.hosts(plan)).isEmpty();
  }

  @Test
  void forANewClusterItIsSignedAnewOverItsKey() {
    Worlds worlds = BelowARoot.converged();
    worlds.store().lose(worlds.item(ROOT));
    assertThat(PlanText.local(worlds.plan()))
        .anyMatch(line -> line.startsWith("blocked authority root: the ledger says"))
        .noneMatch(line -> line.startsWith("issue authority"));

    assertThat(PlanText.local(worlds.assumeNewCluster().plan()))
        .contains("issue authority ca: issuer changed (same key)");
  }

  @Test
  void anIssuerWithoutRoomBelowItSignsNoOther() {
    Worlds worlds = Worlds.fresh().rewrite(BelowARoot::below);
    worlds.store().issue(worlds.item(ROOT), true, worlds.now());
    worlds.store().replace(ROOT, sketch -> sketch.pathLength(0));
    worlds.store().record(ROOT);

    assertThat(PlanText.blocked(worlds.plan()).cause())
        .isEqualTo(
            "the path length 0 of O=Kubernetes, CN=Root leaves no room for an authority below it");
  }

  @Test
  void oneThatWasSignedElsewhereIsGoodWithWhatIsAboveItInItsFile() {
    Worlds worlds = Worlds.converged();
    CertificateInfo company =
        Sketch.authority(
                KubenetLike.subject("Company", "Root"), StoreModel.hash("company"), Worlds.BIRTH)
            .until(Worlds.BIRTH.plus(Duration.ofDays(4000)))
            .info();
    UnaryOperator<Sketch> signed = sketch -> sketch.signedBy(company);
    worlds.store().replace(CA, signed);
    worlds.store().record(CA);
    assertThat(PlanText.blocked(worlds.plan()).cause())
        .isEqualTo("ca.pem is not the certificate of a self-signed CA");

    worlds.store().follow(CA, company);

    assertThat(PlanText.local(worlds.plan()))
        .contains(
            "issue certificate kubernetes: chain: 1 → 2 certificates, + Kubernetes (same key)")
        .noneMatch(line -> line.startsWith("blocked"));
    worlds.carryOut(worlds.plan());
    assertThat(PlanText.local(worlds.plan())).isEmpty();
    World world = worlds.world();
    assertThat(new Judge(world).verdicts(world.inventory().hosts().getFirst()))
        .allMatch(Verdict::good);
  }
}
