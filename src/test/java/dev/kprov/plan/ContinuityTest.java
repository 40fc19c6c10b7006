package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Sighting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether hosts and store are of one cluster. */
class ContinuityTest {

  private static Sketch foreignAuthority() {
    return Sketch.authority(
            KubenetLike.subject("Elsewhere", "Kubernetes"),
            StoreModel.hash("a key of elsewhere"),
            Worlds.BIRTH)
        .until(Worlds.BIRTH.plus(Duration.ofDays(365)));
  }

  @Test
  void aHostOfAnotherClusterIsLeftAloneAndNoOther() {
    Worlds worlds = Worlds.converged();
    worlds.host("worker0").putCertificate("~/ca.pem", foreignAuthority()).remove("~/worker0.pem");
    worlds.host("control0").remove("~/ca.pem");

    Plan plan = worlds.plan();

    Change.Blocked blocked = PlanText.blockedOn(plan, "worker0");
    assertThat(blocked.subject()).isEqualTo("/home/ubuntu/ca.pem");
    assertThat(blocked.cause())
        .startsWith("it holds another authority than the store's ca.pem (key ")
        .contains("O=Elsewhere, CN=Kubernetes")
        .endsWith("so the host belongs to another cluster");
    assertThat(blocked.remedy()).contains("remove that file").contains("inventory");
    assertThat(PlanText.on(plan, "control0")).containsExactly("create /home/ubuntu/ca.pem");
    assertThat(PlanText.local(plan)).isEmpty();
  }

  @Test
  void nothingIsIssuedForAHostOfAnotherCluster() {
    Worlds worlds = Worlds.converged();
    worlds.host("worker0").putCertificate("~/ca.pem", foreignAuthority());
    worlds.store().lose("worker0.pem");

    assertThat(PlanText.local(worlds.plan())).isEmpty();
  }

  @Test
  void whereNoHostsAuthorityIsTheStoresTheRunIsRefused() {
    Worlds worlds = Worlds.converged();
    worlds.host("control0").putCertificate("~/ca.pem", foreignAuthority());
    worlds.host("control1").remove("~/ca.pem");
    worlds.host("worker0").putCertificate("~/ca.pem", foreignAuthority());
    worlds.apiAddress("192.168.1.99");

    Plan plan = worlds.plan();

    assertThat(plan.pending()).isFalse();
    assertThat(PlanText.blocked(plan).subject()).isEqualTo("store");
    assertThat(PlanText.blocked(plan).cause())
        .isEqualTo(
            "no host that was looked at holds the store's authority, and control0, worker0 hold"
                + " another one: this is the store of another cluster");
    assertThat(PlanText.blocked(plan).remedy()).contains("--store");
    assertThat(PlanText.on(plan, "control1"))
        .containsExactly("blocked files: nothing is done: the run is refused");
    assertThat(PlanText.blockedOn(plan, "worker0").cause()).contains("another authority");
  }

  @Test
  void withAssumeNewClusterAHostOfAnotherClusterIsTakenOver() {
    Worlds worlds = Worlds.converged().assumeNewCluster();
    worlds.host("worker0").putCertificate("~/ca.pem", foreignAuthority());

    assertThat(PlanText.hosts(worlds.plan()))
        .containsExactly(
            "worker0: update /home/ubuntu/ca.pem: subject: O=Elsewhere, CN=Kubernetes →"
                + " O=Kubernetes, CN=Kubernetes; key: another one; expiry: 2027-03-01 →"
                + " 2036-02-27");
  }

  @Test
  void anAuthorityThatDoesNotParseIsDrift() {
    Worlds worlds = Worlds.converged();
    for (String host : List.of("control0", "control1", "worker0")) {
      worlds.host(host).put("~/ca.pem", HostModel.file("rubbish"));
    }

    assertThat(PlanText.hosts(worlds.plan()))
        .containsExactly(
            "control0: update /home/ubuntu/ca.pem: content differs: it holds no whole certificate",
            "control1: update /home/ubuntu/ca.pem: content differs: it holds no whole certificate",
            "worker0: update /home/ubuntu/ca.pem: content differs: it holds no whole certificate");
  }

  @Test
  void aBundleThatHoldsOurAuthorityIsDriftAndNotForeign() {
    Worlds worlds = Worlds.converged();
    CertificateInfo ours = worlds.store().certificate(CA);
    worlds
        .host("worker0")
        .put(
            "~/ca.pem",
            HostModel.file("a bundle"),
            Sighting.ofCertificates(List.of(foreignAuthority().info(), ours)));

    assertThat(PlanText.on(worlds.plan(), "worker0"))
        .containsExactly(
            "update /home/ubuntu/ca.pem: chain: 2 → 1 certificates, - O=Elsewhere,"
                + " CN=Kubernetes");
  }

  @Test
  void aHostWithACertificateThatTheLedgerLacksIsAheadOfTheStore() {
    Worlds worlds = Worlds.converged();
    Sketch newer =
        Sketch.of(worlds.store().certificate(KubenetLike.node("worker0")))
            .until(Worlds.BIRTH.plus(Duration.ofDays(3000)));
    worlds.host("worker0").putCertificate("~/worker0.pem", newer);

    Plan plan = worlds.plan();

    assertThat(PlanText.blockedOn(plan, "worker0").cause())
        .isEqualTo(
            "its certificate (serial "
                + newer.info().serial().toString(16)
                + ") was signed by the store's authority but is not in the store's ledger, so the"
                + " store is older than the host");
    assertThat(PlanText.on(plan, "control0")).isEmpty();
  }

  @Test
  void aStoreThatIsOlderThanAHostIssuesNothingForAnyHost() {
    Worlds worlds = Worlds.converged();
    Sketch newer =
        Sketch.of(worlds.store().certificate(KubenetLike.node("worker0")))
            .until(Worlds.BIRTH.plus(Duration.ofDays(3000)));
    worlds.host("worker0").putCertificate("~/worker0.pem", newer);
    worlds.add("worker9", KubenetLike.WORKER, "192.168.1.39").apiAddress("192.168.1.99");

    Plan plan = worlds.plan();

    assertThat(plan.local()).isEmpty();
    assertThat(PlanText.blockedOn(plan, "worker9").cause())
        .contains("the store is older than worker0");
  }

  @Test
  void aRenewedAuthorityThatTheLedgerLacksIsAheadOfTheStoreToo() {
    Worlds worlds = Worlds.converged();
    Sketch renewed =
        Sketch.of(worlds.store().certificate(CA)).until(Worlds.BIRTH.plus(Duration.ofDays(9999)));
    worlds.host("control1").putCertificate("~/ca.pem", renewed);

    assertThat(PlanText.blockedOn(worlds.plan(), "control1").cause())
        .contains("the store is older than the host");
  }

  @Test
  void anOlderCertificateOfOursIsDrift() {
    Worlds worlds = Worlds.converged();
    worlds.host("control1").down();
    worlds.apiAddress("192.168.1.99");
    worlds.carryOut(worlds.plan());
    worlds.host("control1").up();

    assertThat(PlanText.hosts(worlds.plan()))
        .containsExactly(
            "control1: update /home/ubuntu/kubernetes.pem: names: + 192.168.1.99, - 192.168.1.21,"
                + " same key");
  }

  @Test
  void aCertificateOfTheStoreWithoutItsLedgerLineIsNotAheadOfIt() {
    Worlds worlds = Worlds.converged();
    worlds.store().forget(KubenetLike.API);

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan)).containsExactly("recover certificate kubernetes");
    assertThat(PlanText.hosts(plan)).isEmpty();
  }

  @Test
  void aRenewedCertificateWithoutItsLedgerLineIsRecoveredToo() {
    Worlds worlds = Worlds.converged();
    worlds
        .store()
        .replace(KubenetLike.API, cert -> cert.until(Worlds.BIRTH.plus(Duration.ofDays(1900))));

    assertThat(PlanText.local(worlds.plan())).containsExactly("recover certificate kubernetes");
  }

  @Test
  void aHostThatIsDownSaysNothingOfItsCluster() {
    Worlds worlds = Worlds.converged();
    worlds.host("worker0").putCertificate("~/ca.pem", foreignAuthority()).down();

    Plan plan = worlds.plan();

    assertThat(plan.blocked()).isFalse();
    assertThat(PlanText.host(plan, "worker0").reached()).isFalse();
  }
}
