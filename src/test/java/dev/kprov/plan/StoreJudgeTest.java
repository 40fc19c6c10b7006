package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.StorePath;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Subject;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The store's own files are counted and judged where a playbook asks for that. */
class StoreJudgeTest {

  private final Worlds worlds = Worlds.converged().rewrite(StoreJudgeTest::asking);

  private static Playbook asking(Playbook playbook) {
    Set<StorePath> pem =
        playbook.pki().byFile().keySet().stream()
            .filter(file -> file.text().endsWith(".pem"))
            .collect(Collectors.toSet());
    return new Playbook(
        playbook.name(),
        playbook.pki(),
        Stream.concat(
                playbook.steps().stream(), Stream.of(new Step.VerifyStore("store", pem, true)))
            .toList());
  }

  private StoreVerdict verdict() {
    return StoreJudge.of(worlds.world(), worlds.plan()).orElseThrow();
  }

  @Test
  void aWholeStoreIsGoodAndSaysWhatItsCertificatesAre() {
    assertThat(verdict().good()).isTrue();
    assertThat(verdict().tally()).isEqualTo(new Tally(16, 16, 0));
    assertThat(verdict().verdicts())
        .extracting(one -> one.path() + ": " + one.summary())
        .contains(
            "ca.pem: self-signed authority, until 2036-02-27",
            "service-account.pem: wrapper of a bare key, signed by ca",
            "kubernetes.pem: signed by ca, server+client, 5 names, until 2031-02-28");
  }

  @Test
  void whatIsMissingOrDamagedIsCountedAndToldByThePlanAlone() {
    worlds.store().lose("kubernetes.pem");
    worlds.store().damage(ACCOUNTS, "service-account.pem is cut short");

    assertThat(verdict().good()).isFalse();
    assertThat(verdict().tally()).isEqualTo(new Tally(16, 15, 0));
    assertThat(verdict().verdicts())
        .extracting(Verdict::path)
        .contains("ca.pem")
        .doesNotContain("kubernetes.pem", "service-account.pem");
    assertThat(PlanText.local(worlds.plan()))
        .anyMatch(line -> line.contains("kubernetes.pem is missing from the store"))
        .anyMatch(line -> line.contains("service-account.pem is cut short"));
  }

  @Test
  void withoutItsAuthorityACertificateIsNotJudged() {
    worlds.store().lose("ca.pem");

    assertThat(verdict().verdicts()).isEmpty();
    assertThat(verdict().good()).isFalse();
  }

  @Test
  void whatHasExpiredIsToldByThePlanAndAnAuthorityThatHasIsAFault() {
    worlds.after(Duration.ofDays(3651));

    assertThat(verdict().verdicts())
        .filteredOn(one -> one.path().equals("ca.pem"))
        .singleElement()
        .satisfies(one -> assertThat(one.causes()).contains("expired 2036-02-27"));
  }

  @Test
  void anAuthorityThatOthersSignedStandsAloneInItsFile() {
    Subject corp = new Subject(List.of(new Subject.Attribute("CN", "Corp Root")));
    CertificateInfo root =
        Sketch.authority(corp, StoreModel.hash("corp"), Worlds.BIRTH)
            .until(Worlds.BIRTH.plus(Duration.ofDays(9000)))
            .info();
    StoreModel store = worlds.store();
    Sketch signed =
        Sketch.leaf(
                store.certificate(KubenetLike.CA).subject(),
                store.keyOf(KubenetLike.CA),
                root,
                Worlds.BIRTH)
            .authority(true)
            .until(Worlds.BIRTH.plus(Duration.ofDays(3650)));
    store.replace(KubenetLike.CA, _ -> signed);
    store.follow(KubenetLike.CA, root);
    store.record(KubenetLike.CA, LedgerEntry.ACCEPTED);

    assertThat(verdict().verdicts())
        .filteredOn(one -> one.path().equals("ca.pem"))
        .singleElement()
        .satisfies(one -> assertThat(one.good()).as(one.causes()).isTrue());
  }

  @Test
  void aPlaybookThatDoesNotAskGetsNoAnswer() {
    assertThat(StoreJudge.of(Worlds.converged().world(), Worlds.converged().plan()))
        .isEqualTo(Optional.empty());
  }
}
