package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.plan.CertificateEntry.Kind;
import dev.kprov.plan.CertificateEntry.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every certificate once, with all the places where it was found, what ends first on top. */
class SurveyTest {

  @Test
  void aCertificateIsListedOnceWithEveryPlaceThatHoldsIt() {
    List<CertificateEntry> all = Survey.of(Worlds.converged().world());
    assertThat(of(all, KubenetLike.CA).places())
        .contains(
            new Place(Optional.empty(), "ca.pem", false),
            new Place(Optional.of("control1"), "/home/ubuntu/ca.pem", false),
            new Place(Optional.of("worker0"), "/home/ubuntu/ca.pem", false),
            new Place(Optional.of("worker0"), "/home/ubuntu/kube-proxy.kubeconfig", true));
    assertThat(of(all, KubenetLike.ADMIN).places())
        .filteredOn(place -> place.host().isPresent())
        .isNotEmpty()
        .allMatch(Place::kubeconfig);
    assertThat(all.stream().map(CertificateEntry::fingerprint)).doesNotHaveDuplicates();
  }

  @Test
  void whatEndsFirstIsOnTopAndAWrapperLastForItsEndIsHarmless() {
    Worlds worlds = Worlds.fresh();
    worlds.edit(SurveyTest::shortProxy);
    worlds.carryOut(worlds.plan());
    List<CertificateEntry> all = Survey.of(worlds.world());
    assertThat(all.getFirst().item()).isEqualTo(KubenetLike.PROXY);
    assertThat(all.getLast().kind()).isEqualTo(Kind.WRAPPER);
    assertThat(all.getLast().endsWithin(Duration.ofDays(36_500), worlds.now())).isFalse();
  }

  @Test
  void aChainEndsWithTheFirstOfItsCertificates() {
    Worlds worlds = Worlds.converged();
    CertificateEntry ca = of(Survey.of(worlds.world()), KubenetLike.CA);
    Survey.of(worlds.world())
        .forEach(entry ->
            assertThat(entry.chainEnd())
                .isEqualTo(
                    entry.notAfter().isBefore(ca.notAfter()) ? entry.notAfter() : ca.notAfter()));
    assertThat(ca.endsWithin(Duration.between(worlds.now(), ca.notAfter()), worlds.now())).isTrue();
    assertThat(
            ca.endsWithin(
                Duration.between(worlds.now(), ca.notAfter()).minusSeconds(1), worlds.now()))
        .isFalse();
  }

  @Test
  void aHostThatWasNotReachedHidesNothingOfTheStoreAndTheOthers() {
    Worlds worlds = Worlds.converged();
    worlds.host("control0").down();
    CertificateEntry ca = of(Survey.of(worlds.world()), KubenetLike.CA);
    assertThat(ca.places()).extracting(Place::host).contains(Optional.of("control1"));
    assertThat(ca.places()).extracting(Place::host).doesNotContain(Optional.of("control0"));
  }

  private static Item shortProxy(Item item) {
    return item instanceof Item.Certificate leaf && leaf.id().equals(KubenetLike.PROXY)
        ? new Item.Certificate(
            leaf.id(),
            leaf.issuer(),
            leaf.subject(),
            leaf.algorithm(),
            leaf.usages(),
            leaf.names(),
            Duration.ofDays(7),
            leaf.renewBefore(),
            leaf.certFile(),
            leaf.keyFile())
        : item;
  }

  private static CertificateEntry of(List<CertificateEntry> all, ItemId id) {
    return all.stream().filter(entry -> entry.item().equals(id)).findFirst().orElseThrow();
  }
}
