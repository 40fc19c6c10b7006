package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static dev.kprov.plan.KubenetLike.ADMIN;
import static dev.kprov.plan.KubenetLike.API;
import static dev.kprov.plan.KubenetLike.CA;
import static dev.kprov.plan.KubenetLike.PROXY;
import static dev.kprov.plan.KubenetLike.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaked is issued anew when somebody asks, once. */
class ReissueTest {

  private static final String OLD_IS_GOOD =
      "the certificate that it replaces is good until 2031-02-28 for whoever has its key, and"
          + " nobody can revoke it";

  @Test
  void aCertificateThatIsAskedForIsIssuedWithItsKubeconfigAndPushed() {
    Plan plan = Worlds.converged().reissue(false, node("worker0")).plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "issue certificate node of worker0: asked for by --reissue (same key)",
            "issue kubeconfig node of worker0: certificate node of worker0 is issued anew (same"
                + " key)");
    assertThat(PlanText.hosts(plan))
        .containsExactly(
            "worker0: update /home/ubuntu/worker0.pem: asked for by --reissue",
            "worker0: update /home/ubuntu/worker0.kubeconfig: certificate node of worker0 is"
                + " issued anew");
  }

  @Test
  void aNewKeyGoesToTheHostsTooAndTheRunAfterItFindsNothingToDo() {
    Worlds worlds = Worlds.converged().reissue(true, node("worker0"));

    Plan plan = worlds.plan();
    assertThat(PlanText.local(plan))
        .contains("issue certificate node of worker0: asked for by --reissue --new-key (new key)");
    assertThat(PlanText.on(plan, "worker0"))
        .anyMatch(line -> line.startsWith("update /home/ubuntu/worker0-key.pem"));
    assertThat(worlds.carryOut(plan).plan().changes()).isEmpty();
  }

  @Test
  void whatIsIssuedButNotPushedIsPushedByTheNextRun() {
    Worlds worlds = Worlds.converged().reissue(true, PROXY);
    Plan plan = worlds.plan();

    worlds.carryOut(new Plan(plan.local(), plan.findings(), List.of()));

    assertThat(PlanText.local(worlds.plan())).isEmpty();
    assertThat(PlanText.hosts(worlds.plan()))
        .containsExactly(
            "control0: update /home/ubuntu/kube-proxy.kubeconfig: key: another one",
            "control1: update /home/ubuntu/kube-proxy.kubeconfig: key: another one",
            "worker0: update /home/ubuntu/kube-proxy.kubeconfig: key: another one");
  }

  @Test
  void thatNobodyCanRevokeTheOldOneIsTold() {
    Plan plan = Worlds.converged().reissue(true, node("worker0"), ADMIN, API).plan();

    assertThat(PlanText.findings(plan))
        .containsExactlyInAnyOrder(
            "warning certificate node of worker0: " + OLD_IS_GOOD,
            "warning certificate admin: " + OLD_IS_GOOD,
            "warning certificate kubernetes: " + OLD_IS_GOOD);
    assertThat(plan.findings().stream().map(finding -> finding.hint().orElseThrow()))
        .contains(
            "before that day, only another authority ends it",
            "take from system:node:worker0 and system:nodes what they may do (RBAC); else, only"
                + " another authority ends it");
  }

  @Test
  void withTheSameKeyTheNewKeyIsNamed() {
    assertThat(Worlds.converged().reissue(false, API).plan().findings())
        .extracting(finding -> finding.hint().orElseThrow())
        .containsExactly("if the key leaked, add --new-key");
  }

  @Test
  void nothingIsIssuedForAHostThatIsDownAndThatIsTold() {
    Worlds worlds = Worlds.converged().reissue(true, node("worker0"));
    worlds.host("worker0").down();

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.subject()).isEqualTo("certificate node of worker0");
    assertThat(blocked.cause())
        .isEqualTo("not issued anew as asked: nothing is issued for worker0 in this run");
    assertThat(worlds.plan().pending()).isFalse();
  }

  @Test
  void aSharedCertificateThatNoHostWithinTheLimitGetsIsNotIssued() {
    Worlds worlds = Worlds.converged().limit("worker0").reissue(false, API);

    assertThat(PlanText.blocked(worlds.plan()).cause())
        .isEqualTo("not issued anew as asked: no host of this run may get it");
  }

  @Test
  void theWrapperOfAKeyPairIsIssuedOverItsKey() {
    assertThat(PlanText.local(Worlds.converged().reissue(false, ACCOUNTS).plan()))
        .containsExactly("issue key pair service-account: asked for by --reissue (same key)");
  }

  @Test
  void whatCannotBeSignedNowIsTold() {
    Worlds worlds = Worlds.converged().reissue(false, ADMIN);
    worlds.store().damage(CA, "ca-key.pem is no private key");

    assertThat(PlanText.local(worlds.plan()))
        .contains("blocked certificate admin: not issued anew as asked: needs authority ca");
  }

  @Test
  void aWishThatWasNotGrantedIsLeft() {
    Worlds worlds = Worlds.converged().reissue(false, node("worker0"), node("control0"));
    worlds.host("worker0").down();

    worlds.carryOut(worlds.plan());

    assertThat(PlanText.local(worlds.plan()))
        .containsExactly(
            "blocked certificate node of worker0: not issued anew as asked: nothing is issued for"
                + " worker0 in this run");
  }
}
