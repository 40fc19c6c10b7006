package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static dev.kprov.plan.KubenetLike.API;
import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What people meet in the guides as a TLS error or a tool's complaint, told with its remedy. */
class TroublesTest {

  private final Worlds worlds = Worlds.converged();

  /** What is wrong with a certificate on control0. */
  private List<String> judged(UnaryOperator<Sketch> edit) {
    worlds
        .host("control0")
        .putCertificate("~/kubernetes.pem", edit.apply(Sketch.of(worlds.store().certificate(API))));
    World world = worlds.world();
    return new Judge(world)
        .verdicts(world.inventory().hosts().getFirst()).stream()
            .filter(verdict -> !verdict.good())
            .map(Verdict::causes)
            .toList();
  }

  @Test
  void aNameThatACertificateLacksIsToldWithTheKeyThatAsksForIt() {
    assertThat(judged(api -> api.names("192.168.1.21", "192.168.1.12").signedByNobodyKnown()))
        .containsExactly(
            "it is signed by another CA of the same name, with another key, not by authority ca; it"
                + " is valid for 192.168.1.21, 192.168.1.12, not kubernetes"
                + " (cluster.apiServer.name), 10.32.0.1, 192.168.1.11 (address of control0)");
  }

  @Test
  void manyNamesAreCounted() {
    assertThat(
            judged(api -> api.names("a", "b", "c", "d", "e", "f", "g", "h").signedByNobodyKnown()))
        .singleElement()
        .asString()
        .contains("it is valid for a, b, c, d, e, f and 2 more, not kubernetes");
  }

  @Test
  void aCertificateWithoutNamesIsValidForNone() {
    assertThat(judged(api -> api.names().signedByNobodyKnown()))
        .singleElement()
        .asString()
        .contains("for no name, not");
  }

  @Test
  void aSelfSignedCertificateAndOneOfAStrangersCaAreToldApart() {
    CertificateInfo api = worlds.store().certificate(API);
    CertificateInfo stranger =
        Sketch.authority(KubenetLike.subject("Stranger", "CA"), StoreModel.hash("s"), Worlds.BIRTH)
            .info();

    assertThat(
            judged(_ ->
                Sketch.leaf(api.subject(), api.publicKey(), stranger, Worlds.BIRTH)
                    .names(api.names())
                    .usages(api.usages())
                    .until(api.notAfter())))
        .containsExactly("it is signed by another CA, O=Stranger, CN=CA, not by authority ca");
    assertThat(
            judged(_ ->
                Sketch.authority(api.subject(), api.publicKey(), Worlds.BIRTH)
                    .authority(false)
                    .names(api.names())
                    .usages(api.usages())
                    .until(api.notAfter())))
        .containsExactly("it is signed by its own key, not by authority ca");
  }

  @Test
  void aKeyOfTheAuthorityThatIsLostIsToBeHadFromAHostThatHasIt() {
    worlds.store().lose("ca-key.pem");

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.cause()).isEqualTo("ca-key.pem is missing from the store");
    assertThat(blocked.remedy())
        .startsWith(
            "restore it from a backup of the store, or copy it from control0"
                + " (/home/ubuntu/ca-key.pem); only if this is a new cluster");
  }

  @Test
  void aHostOfAnotherClusterIsNoBackup() {
    worlds.store().lose("ca-key.pem");
    worlds
        .host("control0")
        .putCertificate(
            "~/ca.pem",
            Sketch.authority(
                KubenetLike.subject("Kubernetes", "Kubernetes"),
                StoreModel.hash("another"),
                Worlds.BIRTH));

    assertThat(PlanText.blocked(worlds.plan()).remedy()).contains("copy it from control1 (");
  }

  @Test
  void ofAPairThatDoesNotFitTheLedgerKnowsTheWrongHalf() {
    worlds.store().replaceKey(ACCOUNTS, Optional.of(KeyAlgorithm.RSA_2048));

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.cause())
        .isEqualTo(
            "service-account-key.pem is not the key of service-account.pem; by the ledger,"
                + " service-account-key.pem is the wrong one");
    assertThat(blocked.remedy())
        .isEqualTo(
            "restore it from a backup of the store, or copy it from control0"
                + " (/home/ubuntu/service-account-key.pem)");
  }

  @Test
  void ofAPairThatTheLedgerDoesNotKnowBothAreRestored() {
    worlds.store().replaceKey(CA, Optional.of(KeyAlgorithm.RSA_2048));
    worlds.store().forget(CA);

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.cause()).isEqualTo("ca-key.pem is not the key of ca.pem");
    assertThat(blocked.remedy()).isEqualTo("restore both from one backup of the store");
  }

  @Test
  void aDamagedFileIsNamedAndToBeHadElsewhere() {
    worlds.store().damage(CA, "ca.pem is cut short: its CERTIFICATE block has no end");

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.cause()).isEqualTo("ca.pem is cut short: its CERTIFICATE block has no end");
    assertThat(blocked.remedy())
        .isEqualTo(
            "restore it from a backup of the store, or copy it from control0"
                + " (/home/ubuntu/ca.pem)");
  }

  @Test
  void theEndOfAnAuthorityIsNoReasonToMakeEverythingAnew() {
    worlds.after(Duration.ofDays(3651));

    Plan plan = worlds.plan();

    assertThat(plan.findings())
        .extracting(Finding::message)
        .containsExactly("expired 2036-02-27, and with it every certificate that it signed");
    assertThat(plan.findings().getFirst().hint().orElseThrow()).contains("over the same key");
    assertThat(plan.local()).isEmpty();
  }

  @Test
  void aServerThatNoCertificateIsValidForIsAWarningBeforeAnyClientMeetsIt() {
    worlds.edit(item ->
        item instanceof Item.Kubeconfig kubeconfig
            ? new Item.Kubeconfig(
                kubeconfig.id(),
                kubeconfig.cluster(),
                "https://lb.example.org:6443",
                kubeconfig.user(),
                kubeconfig.context(),
                kubeconfig.authority(),
                kubeconfig.certificate(),
                kubeconfig.file())
            : item);

    List<Finding> findings = worlds.plan().findings();

    assertThat(findings)
        .extracting(Finding::message)
        .containsExactly(
            "its clients, and those of 4 more, connect to lb.example.org, but no certificate of"
                + " authority ca is valid for that name");
    assertThat(findings.getFirst().hint())
        .contains(
            "add lb.example.org to cluster.apiServer.extraNames, or mend server in the playbook");
    assertThat(findings.getFirst().isError()).isFalse();
  }

  /** As {@code docs/store.md} tells to do it. */
  @Test
  void anAuthorityThatWasRenewedOverItsKeyIsTakenUpAndAllThatItSignedStaysGood() {
    Item.Authority ca = (Item.Authority) worlds.item(CA);
    worlds.after(Duration.ofDays(1800));
    worlds.carryOut(worlds.plan());
    worlds
        .store()
        .replace(
            CA,
            held ->
                held.from(worlds.now().minus(Duration.ofMinutes(5)))
                    .until(worlds.now().plus(ca.validity())));

    Plan plan = worlds.plan();

    assertThat(plan.blocked()).as("%s", plan).isFalse();
    assertThat(PlanText.local(plan)).startsWith("recover authority ca");
    assertThat(worlds.carryOut(plan).plan().changes()).isEmpty();
  }
}
