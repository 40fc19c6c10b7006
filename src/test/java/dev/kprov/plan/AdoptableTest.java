package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static dev.kprov.plan.KubenetLike.API;
import static dev.kprov.plan.KubenetLike.CA;
import static dev.kprov.plan.KubenetLike.ENCRYPTION;
import static dev.kprov.plan.KubenetLike.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Sighting;
import dev.kprov.state.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a running cluster a store can be filled with. */
class AdoptableTest {

  /** A cluster of which the store knows nothing any more. */
  private static Worlds lost() {
    Worlds worlds = Worlds.converged();
    worlds.store().loseAll();
    return worlds;
  }

  private static Optional<Choice> chosen(Worlds worlds, ItemId id) {
    return Adoptable.of(worlds.world()).choices().stream()
        .filter(choice -> choice.item().id().equals(id))
        .findFirst();
  }

  private static List<String> sources(Worlds worlds, ItemId id) {
    return chosen(worlds, id).stream()
        .flatMap(choice -> choice.sources().stream())
        .map(source -> source.host().name() + ":" + source.file())
        .toList();
  }

  private static List<String> left(Worlds worlds) {
    return Adoptable.of(worlds.world()).left().stream()
        .map(finding -> finding.subject() + ": " + finding.message())
        .toList();
  }

  @Test
  void eachFileIsTakenFromTheFirstHostThatHoldsIt() {
    Worlds worlds = lost();

    assertThat(sources(worlds, CA)).containsExactly("control0:ca-key.pem", "control0:ca.pem");
    assertThat(sources(worlds, node("worker0")))
        .containsExactly("worker0:worker0-key.pem", "worker0:worker0.pem");
    assertThat(left(worlds)).isEmpty();
  }

  @Test
  void whatTheStoreHoldsIsNotTaken() {
    assertThat(Adoptable.of(Worlds.converged().world()).choices()).isEmpty();
  }

  @Test
  void aFileThatTheStoreLacksIsTakenFromAHostThatHasTheRestAsTheStore() {
    Worlds worlds = Worlds.converged();
    worlds.store().lose("worker0-key.pem");

    assertThat(sources(worlds, node("worker0"))).containsExactly("worker0:worker0-key.pem");

    CertificateInfo there = worlds.store().certificate(node("worker0"));
    worlds
        .host("worker0")
        .putCertificate("~/worker0.pem", Sketch.of(there).until(worlds.now().plusSeconds(90)));
    assertThat(sources(worlds, node("worker0"))).isEmpty();
    assertThat(left(worlds))
        .containsExactly(
            "certificate node of worker0: worker0 hold another one than that of which the store has"
                + " a part");
  }

  @Test
  void hostsThatQuarrelAboutWhatMustBeTheSameAreNamedAndNothingIsTaken() {
    Worlds worlds = lost();
    worlds.host("control1").put("~/service-account-key.pem", HostModel.file("another key"));

    assertThat(sources(worlds, ACCOUNTS)).isEmpty();
    assertThat(sources(worlds, ENCRYPTION)).isNotEmpty();
    assertThat(left(worlds))
        .containsExactly(
            "key pair service-account: nothing of it is taken, since hosts hold different ones");
  }

  @Test
  void anAuthorityWhoseCertificateWasRenewedOnSomeHostsIsStillOne() {
    Worlds worlds = Worlds.converged();
    CertificateInfo ca = worlds.store().certificate(CA);
    worlds.store().loseAll();
    CertificateInfo renewed = Sketch.of(ca).until(ca.notAfter().plus(Duration.ofDays(9))).info();
    worlds
        .host("worker0")
        .put("~/ca.pem", HostModel.file("renewed"), Sighting.ofCertificates(List.of(renewed)));

    assertThat(sources(worlds, CA)).contains("control0:ca.pem");
    assertThat(chosen(worlds, CA).orElseThrow().differing()).containsExactly("worker0");
  }

  @Test
  void ofPairsThatDifferThatOfMostHostsIsTakenAndTheOthersAreNamed() {
    Worlds worlds = Worlds.fresh().add("control2", KubenetLike.CONTROL, "192.168.1.13");
    worlds.carryOut(worlds.plan());
    worlds.store().loseAll();
    worlds.host("control0").put("~/kubernetes.pem", HostModel.file("its own"));
    worlds.host("control0").put("~/kubernetes-key.pem", HostModel.file("its own key"));

    assertThat(sources(worlds, API))
        .containsExactly("control1:kubernetes-key.pem", "control1:kubernetes.pem");
    assertThat(chosen(worlds, API).orElseThrow().differing()).containsExactly("control0");
  }

  @Test
  void aHostWithoutTheKeyIsNoSourceWhereAnotherHasBoth() {
    Worlds worlds = lost();
    worlds.host("control0").remove("~/kubernetes-key.pem");

    assertThat(sources(worlds, API))
        .containsExactly("control1:kubernetes-key.pem", "control1:kubernetes.pem");
  }

  @Test
  void whatCannotBeReadIsTold() {
    Worlds worlds = lost();
    worlds
        .host("worker0")
        .put(
            "~/worker0.kubeconfig",
            new Fact.Symlink(HostModel.stat(0120000, "0777", "ubuntu", "ubuntu")));

    assertThat(left(worlds))
        .containsExactly(
            "kubeconfig node of worker0: it is a symlink on worker0"
                + " (/home/ubuntu/worker0.kubeconfig), which is not followed");
  }

  @Test
  void aHostThatLeftIsNoSource() {
    Worlds worlds = lost();
    worlds.store().mark(new HostMark(worlds.now(), "control0", HostMark.Kind.RETIRED, List.of()));

    assertThat(sources(worlds, CA)).containsExactly("control1:ca-key.pem", "control1:ca.pem");
    assertThat(sources(worlds, node("control0"))).isEmpty();
  }

  @Test
  void theLedgerGetsALineOfAllThatIsHeldAndNotRecorded() {
    Worlds worlds = Worlds.converged();
    worlds.store().forget(CA);
    worlds.store().forget(node("worker0"));

    assertThat(Adopted.entries(worlds.world()))
        .extracting(LedgerEntry::item, LedgerEntry::reason)
        .containsExactly(
            tuple("authority/ca", "adopted"), tuple("certificate/node/worker0", "adopted"));
    assertThat(Adopted.entries(Worlds.converged().world())).isEmpty();
  }

  @Test
  void noLineIsWrittenOfAnAuthorityThatAHostContradicts() {
    Worlds worlds = Worlds.converged();
    worlds.store().forget(ACCOUNTS);
    worlds.host("control1").put("~/service-account-key.pem", HostModel.file("another key"));

    assertThat(Adopted.entries(worlds.world())).isEmpty();
  }

  @Test
  void whatOtherHostsHoldInItsPlaceIsRecordedTooButNotForAnOlderStore() {
    Worlds worlds = Worlds.converged();
    CertificateInfo api = worlds.store().certificate(API);
    worlds
        .host("control1")
        .putCertificate("~/kubernetes.pem", Sketch.of(api).until(api.notAfter().minusSeconds(9)));
    assertThat(Adopted.entries(worlds.world())).isEmpty();
    assertThat(PlanText.on(worlds.plan(), "control1"))
        .anyMatch(line -> line.contains("the store is older than the host"));

    worlds.store().forget(API);
    assertThat(Adopted.entries(worlds.world()))
        .hasSize(2)
        .allMatch(entry -> entry.item().equals("certificate/kubernetes"));
  }
}
