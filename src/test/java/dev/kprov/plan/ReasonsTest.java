package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ADMIN;
import static dev.kprov.plan.KubenetLike.API;
import static dev.kprov.plan.KubenetLike.CA;
import static dev.kprov.plan.KubenetLike.PROXY_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nothing is reissued without a reason that a person can read. */
class ReasonsTest {

  private static final String SAME_KEY = " (same key)";
  private static final String NEW_KEY = " (new key)";
  private static final Instant CA_END = Worlds.BIRTH.plus(Duration.ofDays(3650));

  private static void apiIsIssued(Worlds worlds, String because) {
    assertThat(PlanText.local(worlds.plan()))
        .containsExactly("issue certificate kubernetes: " + because);
  }

  private static Worlds edited(UnaryOperator<Sketch> held) {
    Worlds worlds = Worlds.converged();
    worlds.store().replace(API, held);
    return worlds;
  }

  @Test
  void lostFilesAreMadeAgainWithANewKey() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose(worlds.item(API));

    apiIsIssued(worlds, "its files are missing from the store" + NEW_KEY);
  }

  @Test
  void aLostCertificateKeepsItsKey() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose("kubernetes.pem");

    apiIsIssued(worlds, "kubernetes.pem is missing from the store" + SAME_KEY);
  }

  @Test
  void aLostKeyTakesANewOne() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose("kubernetes-key.pem");

    apiIsIssued(worlds, "kubernetes-key.pem is missing from the store" + NEW_KEY);
  }

  @Test
  void aKeyOfAnotherAlgorithmTakesANewOne() {
    Worlds worlds =
        Worlds.converged().edit(api(leaf -> withAlgorithm(leaf, KeyAlgorithm.ECDSA_P256)));

    apiIsIssued(worlds, "key: rsa-2048 → ecdsa-p256" + NEW_KEY);
  }

  @Test
  void aKeyThatKprovDoesNotMakeTakesANewOne() {
    Worlds worlds = Worlds.converged();
    worlds.store().replaceKey(API, Optional.empty());

    apiIsIssued(
        worlds,
        "key: another kind → rsa-2048; kubernetes-key.pem is not the key of kubernetes.pem"
            + NEW_KEY);
  }

  @Test
  void aKeyThatWasNeverIssuedForItsCertificateIsReplaced() {
    Worlds worlds = Worlds.converged();
    worlds.store().replaceKey(API, Optional.of(KeyAlgorithm.RSA_2048));

    apiIsIssued(worlds, "kubernetes-key.pem is not the key of kubernetes.pem" + NEW_KEY);
  }

  @Test
  void aCertificateOverAnotherKeyIsReissuedOverTheOneThatTheLedgerKnows() {
    apiIsIssued(
        edited(Sketch::overAnotherKey),
        "kubernetes-key.pem is not the key of kubernetes.pem" + SAME_KEY);
  }

  @Test
  void aCertificateOfAnotherIssuerIsReissued() {
    apiIsIssued(
        edited(Sketch::signedByNobodyKnown), "issuer: another CA of the same name" + SAME_KEY);
  }

  @Test
  void aCertificateOfAnotherSubjectIsReissued() {
    Subject other = KubenetLike.subject("Kubernetes", "apiserver");

    apiIsIssued(
        edited(held -> held.subject(other)),
        "subject: O=Kubernetes, CN=apiserver → O=Kubernetes, CN=kubernetes" + SAME_KEY);
  }

  @Test
  void aCertificateWithOtherUsagesIsReissued() {
    apiIsIssued(
        edited(held -> held.usages(Set.of(Usage.SERVER))),
        "usages: server → server+client" + SAME_KEY);
    apiIsIssued(edited(held -> held.usages(Set.of())), "usages: none → server+client" + SAME_KEY);
  }

  @Test
  void aCertificateWithOtherNamesIsReissued() {
    apiIsIssued(
        edited(held ->
            held.names(
                "kubernetes", "10.32.0.1", "192.168.1.11", "192.168.1.12", "10.0.0.9", "old")),
        "names: + 192.168.1.21, - old, - 10.0.0.9" + SAME_KEY);
  }

  @Test
  void theOrderOfNamesIsNoReason() {
    Worlds worlds =
        edited(held ->
            held.names("192.168.1.12", "192.168.1.11", "192.168.1.21", "10.32.0.1", "kubernetes"));
    worlds.store().record(API);

    assertThat(PlanText.local(worlds.plan())).isEmpty();
  }

  @Test
  void aCertificateThatEndsAfterItsAuthorityIsReissued() {
    apiIsIssued(
        edited(held -> held.until(CA_END.plus(Duration.ofDays(1825)))),
        "ends 2041-02-25, after its authority (2036-02-27)" + SAME_KEY);
  }

  @Test
  void aCertificateThatBeginsBeforeItsAuthorityIsReissued() {
    apiIsIssued(
        edited(held -> held.from(Worlds.BIRTH.minus(Duration.ofDays(1)))),
        "begins before its authority" + SAME_KEY);
  }

  @Test
  void aLeafThatIsAnAuthorityIsReissued() {
    apiIsIssued(edited(held -> held.authority(true)), "it is a CA certificate" + SAME_KEY);
  }

  @Test
  void aCertificateWithoutKeyIdentifiersIsReissued() {
    apiIsIssued(edited(Sketch::withoutKeyIdentifiers), "it has no key identifiers" + SAME_KEY);
  }

  @Test
  void aDamagedCertificateIsReissuedForThatReason() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose("kubernetes.pem");
    worlds.store().damage(API, "kubernetes.pem is no certificate");

    apiIsIssued(worlds, "kubernetes.pem is no certificate" + SAME_KEY);
  }

  @Test
  void severalReasonsAreAllTold() {
    apiIsIssued(
        edited(held -> held.names("kubernetes").usages(Set.of(Usage.CLIENT))),
        "usages: client → server+client; names: + 10.32.0.1, + 192.168.1.21, + 192.168.1.11,"
            + " + 192.168.1.12"
            + SAME_KEY);
  }

  @Test
  void renewalIsDueWhenLessThanRenewBeforeRemains() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(1825 - 30));
    assertThat(PlanText.local(worlds.plan())).isEmpty();

    worlds.after(Duration.ofSeconds(1));

    assertThat(PlanText.local(worlds.plan()))
        .contains("issue certificate kubernetes: expires 2031-02-28, within 30d" + SAME_KEY)
        .contains("issue kubeconfig admin: certificate admin is issued anew" + SAME_KEY);
  }

  @Test
  void renewalOfAShortLifeIsDueInItsLastThird() {
    Worlds worlds = Worlds.fresh().edit(leaf(one -> withValidity(one, Duration.ofDays(9))));
    worlds.carryOut(worlds.plan());
    worlds.after(Duration.ofDays(6).minus(Duration.ofMinutes(2)));
    assertThat(PlanText.local(worlds.plan())).isEmpty();

    worlds.after(Duration.ofMinutes(1));

    assertThat(PlanText.local(worlds.plan()))
        .contains("issue certificate kubernetes: expires 2026-03-10, within 4d" + SAME_KEY);
  }

  @Test
  void anExpiredCertificateIsRenewed() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(1826));

    assertThat(PlanText.local(worlds.plan()))
        .contains("issue certificate kubernetes: expired 2031-02-28" + SAME_KEY);
  }

  private static Change.Issue.Expiry expiry(Worlds worlds) {
    return worlds.plan().local().stream()
        .filter(change -> change.subject().equals(API.toString()))
        .map(Change.Issue.class::cast)
        .flatMap(issue -> issue.expiry().stream())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anIssueSaysWhenACertificateEndsAndWhenTheOneBeforeItDid() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(100)).apiAddress("192.168.1.99");
    Instant end = Worlds.BIRTH.plus(Duration.ofDays(1825));

    assertThat(expiry(worlds))
        .isEqualTo(new Change.Issue.Expiry(Optional.of(end), end.plus(Duration.ofDays(100))));
  }

  @Test
  void theEndOfWhatWasNeverIssuedIsKnownThoughItsAuthorityIsMadeInTheSamePlan() {
    Worlds worlds = Worlds.fresh().edit(leaf(one -> withValidity(one, Duration.ofDays(9999))));

    assertThat(expiry(worlds)).isEqualTo(new Change.Issue.Expiry(Optional.empty(), CA_END));
  }

  @Test
  void anEndIsThatOfTheStoresAuthorityAtMost() {
    Worlds worlds = Worlds.converged().edit(leaf(one -> withValidity(one, Duration.ofDays(9999))));
    worlds.apiAddress("192.168.1.99");

    assertThat(expiry(worlds).to()).isEqualTo(CA_END);
  }

  @Test
  void whatWouldNotLastLongerIsNotRenewed() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(1825));
    worlds.carryOut(worlds.plan()).after(Duration.ofDays(1824));

    assertThat(PlanText.local(worlds.plan())).isEmpty();
  }

  @Test
  void anExpiredAuthoritySignsNothing() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(3651));
    worlds.store().lose(worlds.item(API));
    worlds.apiAddress("192.168.1.99").add("worker1", KubenetLike.WORKER, "192.168.1.15");

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan)).isEmpty();
    assertThat(PlanText.on(plan, "worker1"))
        .contains("blocked files: needs authority ca, which expired 2036-02-27");
  }

  @Test
  void anAuthorityThatIsNotYetValidSignsNothing() {
    Worlds worlds = Worlds.converged().after(Duration.ofDays(-1));
    worlds.add("worker1", KubenetLike.WORKER, "192.168.1.15");

    assertThat(PlanText.blockedOn(worlds.plan(), "worker1").cause())
        .isEqualTo("needs authority ca, which is not valid before 2026-03-01T11:55:00Z");
  }

  @Test
  void aNewAuthorityReissuesAllThatItSigns() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose(worlds.item(CA));
    worlds.store().forget(CA);
    for (HostModel host : worlds.hosts()) {
      host.empty();
    }

    assertThat(PlanText.local(worlds.plan()))
        .contains(
            "issue authority ca: never issued" + NEW_KEY,
            "issue certificate admin: issuer changed" + SAME_KEY,
            "issue kubeconfig admin: authority ca is issued anew" + SAME_KEY);
  }

  @Test
  void aLostKubeconfigIsMadeAgain() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose(worlds.item(PROXY_CONFIG));

    assertThat(PlanText.local(worlds.plan()))
        .containsExactly("issue kubeconfig kube-proxy: missing from the store" + SAME_KEY);
  }

  @Test
  void aKubeconfigThatSaysSomethingElseIsMadeAgain() {
    Worlds worlds =
        Worlds.converged()
            .edit(item ->
                item instanceof Item.Kubeconfig one && one.id().equals(PROXY_CONFIG)
                    ? withServer(one, "https://elsewhere:6443")
                    : item);

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .containsExactly(
            "issue kubeconfig kube-proxy: its text is not what playbook and certificates say"
                + SAME_KEY);
    assertThat(PlanText.hosts(plan)).hasSize(3).allMatch(line -> line.contains("kube-proxy"));
  }

  @Test
  void aRenewedCertificateRemakesItsKubeconfigAndNoOther() {
    Worlds worlds = Worlds.converged();
    worlds.store().replace(ADMIN, Sketch::withoutKeyIdentifiers);

    assertThat(PlanText.local(worlds.plan()))
        .containsExactly(
            "issue certificate admin: it has no key identifiers" + SAME_KEY,
            "issue kubeconfig admin: certificate admin is issued anew" + SAME_KEY);
  }

  private static UnaryOperator<Item> api(UnaryOperator<Item.Certificate> edit) {
    return leaf(one -> one.id().equals(API) ? edit.apply(one) : one);
  }

  private static UnaryOperator<Item> leaf(UnaryOperator<Item.Certificate> edit) {
    return item -> item instanceof Item.Certificate one ? edit.apply(one) : item;
  }

  private static Item.Certificate withAlgorithm(Item.Certificate one, KeyAlgorithm algorithm) {
    return new Item.Certificate(
        one.id(),
        one.issuer(),
        one.subject(),
        algorithm,
        one.usages(),
        one.names(),
        one.validity(),
        one.renewBefore(),
        one.certFile(),
        one.keyFile());
  }

  private static Item.Certificate withValidity(Item.Certificate one, Duration validity) {
    return new Item.Certificate(
        one.id(),
        one.issuer(),
        one.subject(),
        one.algorithm(),
        one.usages(),
        one.names(),
        validity,
        one.renewBefore(),
        one.certFile(),
        one.keyFile());
  }

  private static Item.Kubeconfig withServer(Item.Kubeconfig one, String server) {
    return new Item.Kubeconfig(
        one.id(),
        one.cluster(),
        server,
        one.user(),
        one.context(),
        one.authority(),
        one.certificate(),
        one.file());
  }

  @Test
  void aSubjectReadsAsPeopleWriteIt() {
    assertThat(
            new Subject(
                    List.of(new Subject.Attribute("C", "PL"), new Subject.Attribute("CN", "admin")))
                .toString())
        .isEqualTo("C=PL, CN=admin");
  }
}
