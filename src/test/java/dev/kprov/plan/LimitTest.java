package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run may make when it may not change, or cannot reach, every host. */
class LimitTest {

  @Test
  void onlyHostsWithinTheLimitArePlanned() {
    Worlds worlds = Worlds.converged().limit("control1");
    worlds.host("control0").remove("~/ca.pem");
    worlds.host("control1").remove("~/ca.pem");

    assertThat(PlanText.hosts(worlds.plan()))
        .containsExactly("control1: create /home/ubuntu/ca.pem");
  }

  @Test
  void nothingIsIssuedForAHostOutsideTheLimit() {
    Plan plan = Worlds.fresh().limit("worker0").plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "issue authority ca: never issued (new key)",
            "issue certificate kube-proxy: never issued (new key)",
            "issue certificate node of worker0: never issued (new key)",
            "issue kubeconfig kube-proxy: never issued (same key)",
            "issue kubeconfig node of worker0: never issued (same key)");
  }

  @Test
  void nothingIsIssuedForAHostThatIsDown() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(1824));
    worlds.host("worker0").down();

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan)).isNotEmpty().noneMatch(line -> line.contains("worker0"));
    assertThat(PlanText.host(plan, "worker0").changes()).isEmpty();
    assertThat(plan.blocked()).isFalse();
  }

  @Test
  void aSharedCertificateIsNotIssuedWhenNoneOfItsHostsIsReached() {
    Worlds worlds = Worlds.converged().apiAddress("192.168.1.99");
    worlds.host("control0").down();
    worlds.host("control1").down();

    assertThat(PlanText.local(worlds.plan())).isEmpty();
  }

  @Test
  void aSharedCertificateIsIssuedWhenOneOfItsHostsIsReached() {
    Worlds worlds = Worlds.converged().apiAddress("192.168.1.99");
    worlds.host("control0").down();

    assertThat(PlanText.local(worlds.plan())).hasSize(1);
  }

  @Test
  void theNamesOfASharedCertificateComeFromTheWholeInventory() {
    Worlds worlds =
        Worlds.converged().add("control2", KubenetLike.CONTROL, "192.168.1.13").limit("control0");

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .containsExactly("issue certificate kubernetes: names: + 192.168.1.13 (same key)");
    assertThat(PlanText.hosts(plan))
        .containsExactly("control0: update /home/ubuntu/kubernetes.pem: names: + 192.168.1.13");
    Item.Certificate api = (Item.Certificate) worlds.item(KubenetLike.API);
    assertThat(api.names().ips()).contains("192.168.1.11", "192.168.1.12", "192.168.1.13");
  }

  @Test
  void whenNoHostIsReachedNothingIsIssued() {
    Worlds worlds = Worlds.converged().apiAddress("192.168.1.99").after(Duration.ofDays(1824));
    for (HostModel host : worlds.hosts()) {
      host.down();
    }

    assertThat(worlds.plan().changes()).isEmpty();
    assertThat(worlds.plan().anyReached()).isFalse();
  }

  @Test
  void whatIsHeldIsPushedEvenWhereItCannotBeRenewed() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(1800));
    worlds.store().damage(KubenetLike.CA, "ca-key.pem is no private key");
    worlds.host("worker0").remove("~/worker0.pem");

    Plan plan = worlds.plan();

    assertThat(PlanText.blocked(plan).cause()).isEqualTo("ca-key.pem is no private key");
    assertThat(PlanText.on(plan, "worker0"))
        .containsExactly("create /home/ubuntu/worker0.pem", "blocked files: needs authority ca");
  }

  @Test
  void aPairThatDoesNotBelongTogetherIsNotPushedEvenWhereItCannotBeMadeAgain() {
    Worlds worlds = Worlds.converged();
    worlds.store().damage(KubenetLike.CA, "ca-key.pem is no private key");
    worlds.store().replaceKey(KubenetLike.API, Optional.of(KeyAlgorithm.RSA_2048));

    assertThat(worlds.plan().pending()).isFalse();
  }
}
