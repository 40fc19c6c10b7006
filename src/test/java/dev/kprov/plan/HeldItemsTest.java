package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Irreplaceable items of which the store holds a part, or something else than the playbook says.
 */
class HeldItemsTest {

  @Test
  void aKeyWithoutItsCertificateAndWithoutALedgerLineIsCompleted() {
    Worlds worlds = Worlds.fresh();
    worlds.store().issue(worlds.item(CA), true, worlds.now());
    worlds.store().forget(CA);
    worlds.store().lose("ca.pem");

    assertThat(PlanText.local(worlds.plan()))
        .startsWith("issue authority ca: ca.pem is missing from the store (same key)");
  }

  @Test
  void aKeyWithoutItsCertificateButWithALedgerLineIsBlocked() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose("ca.pem");

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.cause()).isEqualTo("ca.pem is missing from the store");
    assertThat(blocked.remedy())
        .isEqualTo(
            "restore it from a backup of the store, or copy it from control0"
                + " (/home/ubuntu/ca.pem)");
  }

  @Test
  void aCertificateWithoutItsKeyIsBlocked() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose("ca-key.pem");

    Plan plan = worlds.plan();

    assertThat(PlanText.blocked(plan).cause()).isEqualTo("ca-key.pem is missing from the store");
    assertThat(plan.pending()).isFalse();
  }

  @Test
  void theCertificateOverAKeyPairIsMadeAgainOverItsKey() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose("service-account.pem");

    assertThat(PlanText.local(worlds.plan()))
        .containsExactly(
            "issue key pair service-account: service-account.pem is missing from the store (same"
                + " key)");
  }

  @Test
  void theCertificateOverAKeyThatAHostContradictsIsNotMade() {
    Worlds worlds = Worlds.converged();
    worlds.store().replaceKey(ACCOUNTS, Optional.of(KeyAlgorithm.RSA_2048));
    worlds.store().lose("service-account.pem");

    Plan plan = worlds.plan();

    assertThat(PlanText.blocked(plan).cause())
        .isEqualTo(
            "control0 holds /home/ubuntu/service-account-key.pem, which is not from this store");
    assertThat(plan.pending()).isFalse();
  }

  @Test
  void damageIsBlockedAndGivenToNoHost() {
    Worlds worlds = Worlds.converged();
    worlds.store().damage(CA, "ca.pem is no certificate");
    worlds.host("worker0").remove("~/ca.pem");

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .containsExactly("blocked authority ca: ca.pem is no certificate");
    assertThat(PlanText.on(plan, "worker0")).containsExactly("blocked files: needs authority ca");
  }

  @Test
  void anAuthorityThatIsNotItsOwnRootIsBlocked() {
    for (UnaryOperator<Sketch> edit :
        List.<UnaryOperator<Sketch>>of(
            Sketch::signedByNobodyKnown, sketch -> sketch.authority(false))) {
      Worlds worlds = Worlds.converged();
      worlds.store().replace(CA, edit);
      worlds.store().forget(CA);

      assertThat(PlanText.blocked(worlds.plan()).cause())
          .isEqualTo("ca.pem is not the certificate of a self-signed CA");
    }
  }

  @Test
  void aPairThatDoesNotBelongTogetherIsBlocked() {
    Worlds worlds = Worlds.converged();
    worlds.store().replaceKey(CA, Optional.of(KeyAlgorithm.RSA_2048));

    assertThat(PlanText.blocked(worlds.plan()).cause())
        .isEqualTo(
            "ca-key.pem is not the key of ca.pem; by the ledger, ca-key.pem is the wrong one");
  }

  @Test
  void anAuthorityThatDiffersFromThePlaybookIsBlockedButStaysInUse() {
    Worlds worlds =
        Worlds.converged()
            .edit(
                authority(ca ->
                    new Item.Authority(
                        ca.id(),
                        KubenetLike.subject("Other", "Kubernetes"),
                        KeyAlgorithm.ECDSA_P256,
                        Duration.ofDays(365),
                        ca.certFile(),
                        ca.keyFile())));
    worlds.host("worker0").remove("~/ca.pem");
    worlds.apiAddress("192.168.1.99");

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "blocked authority ca: the store's differs from the playbook (key: rsa-2048 →"
                + " ecdsa-p256; subject: O=Kubernetes, CN=Kubernetes → O=Other, CN=Kubernetes;"
                + " validity: 3650d → 365d)",
            "issue certificate kubernetes: names: + 192.168.1.99, - 192.168.1.21 (same key)");
    assertThat(PlanText.on(plan, "worker0")).containsExactly("create /home/ubuntu/ca.pem");
  }

  @Test
  void validitiesThatDifferByLessThanADayDoNotReadTheSame() {
    Worlds worlds =
        Worlds.converged()
            .edit(
                authority(ca ->
                    new Item.Authority(
                        ca.id(),
                        ca.subject(),
                        ca.algorithm(),
                        ca.validity().plusHours(3),
                        ca.certFile(),
                        ca.keyFile())));

    assertThat(PlanText.blocked(worlds.plan()).cause()).contains("validity: 5256005m → 5256180m");
  }

  private static UnaryOperator<Item> authority(UnaryOperator<Item.Authority> edit) {
    return item -> item instanceof Item.Authority ca ? edit.apply(ca) : item;
  }

  @Test
  void anEncryptionKeyThatDiffersFromThePlaybookIsBlocked() {
    Worlds worlds = Worlds.converged().edit(KubenetLike::otherEncryption);

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "blocked encryption key encryption: the store's differs from the playbook (provider:"
                + " aescbc → secretbox; key name: key1 → key2; resources: [secrets] → [secrets,"
                + " configmaps])");
    assertThat(PlanText.hosts(plan)).isEmpty();
  }

  @Test
  void aKeyPairOfAnotherAlgorithmIsBlocked() {
    Worlds worlds =
        Worlds.converged()
            .edit(item ->
                item instanceof Item.KeyPair pair
                    ? new Item.KeyPair(
                        pair.id(),
                        KeyAlgorithm.ECDSA_P384,
                        pair.certificate(),
                        pair.keyFile(),
                        pair.publicFile())
                    : item);

    assertThat(PlanText.blocked(worlds.plan()).cause())
        .isEqualTo("the store's differs from the playbook (key: rsa-2048 → ecdsa-p384)");
  }
}
