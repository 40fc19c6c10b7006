package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.ACCOUNTS;
import static dev.kprov.plan.KubenetLike.API;
import static dev.kprov.plan.KubenetLike.CA;
import static dev.kprov.plan.KubenetLike.ENCRYPTION;
import static dev.kprov.plan.KubenetLike.PROXY;
import static dev.kprov.plan.KubenetLike.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was adopted is kept as long as it serves. */
class KeptTest {

  /** In what a certificate may differ from what is wanted. */
  record Flaw(String told, UnaryOperator<Sketch> edit) {

    @Override
    public String toString() {
      return told;
    }
  }

  static Stream<Flaw> flaws() {
    return Stream.of(
        new Flaw(
            "ends 2053-07-16, after its authority (2036-02-27)",
            sketch -> sketch.until(Worlds.BIRTH.plus(Duration.ofDays(9999)))),
        new Flaw("it has no key identifiers", Sketch::withoutKeyIdentifiers),
        new Flaw(
            "names: - old.example", sketch -> sketch.names(more(sketch.info(), "old.example"))),
        new Flaw(
            "subject: ", sketch -> sketch.subject(with(sketch.info().subject(), "L", "Berlin"))));
  }

  private static String[] more(CertificateInfo info, String name) {
    return Stream.concat(info.names().all().stream(), Stream.of(name)).toArray(String[]::new);
  }

  private static Subject with(Subject subject, String type, String value) {
    return new Subject(
        Stream.concat(Stream.of(new Subject.Attribute(type, value)), subject.attributes().stream())
            .toList());
  }

  private static Worlds flawed(ItemId id, UnaryOperator<Sketch> edit, boolean adopted) {
    Worlds worlds = Worlds.converged();
    worlds.store().replace(id, edit);
    worlds.store().record(id, adopted ? LedgerEntry.ADOPTED : "never issued");
    return worlds;
  }

  private static List<String> issued(Worlds worlds) {
    return PlanText.local(worlds.plan()).stream().filter(l -> l.startsWith("issue ")).toList();
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void aFlawThatHarmsNobodyIsToldAndNoReasonToIssueAgain(Flaw flaw) {
    assertThat(issued(flawed(API, flaw.edit, false))).isNotEmpty();

    Worlds kept = flawed(API, flaw.edit, true);

    assertThat(issued(kept)).isEmpty();
    assertThat(kept.plan().findings())
        .filteredOn(finding -> finding.subject().equals("certificate kubernetes"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.isError()).isFalse();
          assertThat(finding.message())
              .startsWith("kept as adopted, though not as wanted: " + flaw.told);
        });
  }

  @Test
  void whatManyShareIsToldOnce() {
    Worlds worlds = flawed(API, sketch -> sketch.withoutKeyIdentifiers(), true);
    for (ItemId id : List.of(PROXY, node("worker0"), node("control0"))) {
      worlds.store().replace(id, sketch -> sketch.withoutKeyIdentifiers());
      worlds.store().record(id, LedgerEntry.ADOPTED);
    }

    assertThat(worlds.plan().findings())
        .filteredOn(finding -> finding.message().contains("no key identifiers"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.subject()).endsWith(" and 1 more"));
  }

  @Test
  void aMissingNameAnotherIdentityALostUsageAndAnEndNearAreReasons() {
    assertThat(issued(flawed(API, sketch -> sketch.names("kubernetes"), true))).isNotEmpty();
    assertThat(
            issued(
                flawed(
                    PROXY,
                    sketch -> sketch.subject(KubenetLike.subject("system:masters", "root")),
                    true)))
        .isNotEmpty();
    assertThat(issued(flawed(API, sketch -> sketch.usages(Set.of(Usage.CLIENT)), true)))
        .isNotEmpty();
    assertThat(issued(flawed(API, sketch -> sketch.until(Worlds.BIRTH.plusSeconds(60)), true)))
        .isNotEmpty();
  }

  @Test
  void whatIsIssuedAgainIsMadeAsWantedAtOnce() {
    Worlds worlds = flawed(API, sketch -> sketch.names("kubernetes").withoutKeyIdentifiers(), true);
    worlds.store().replaceKey(API, Optional.of(KeyAlgorithm.RSA_4096));
    worlds.store().replace(API, sketch -> sketch);

    assertThat(issued(worlds))
        .singleElement()
        .asString()
        .contains("key: rsa-4096", "it has no key identifiers", "names: + ");
    assertThat(worlds.carryOut(worlds.plan()).plan().local()).isEmpty();
  }

  @Test
  void whatMustBeIssuedAgainIsNotToldAsKeptWhereThisRunIsNotForIt() {
    Worlds worlds = flawed(API, sketch -> sketch.names("kubernetes").withoutKeyIdentifiers(), true);

    Plan plan = worlds.limit("worker0").plan();

    assertThat(PlanText.local(plan)).isEmpty();
    assertThat(plan.findings())
        .filteredOn(finding -> finding.message().startsWith("kept as adopted"))
        .isEmpty();
  }

  @Test
  void whatSomebodyHasIssuedAgainIsNotToldAsKept() {
    Worlds worlds = flawed(API, Sketch::withoutKeyIdentifiers, true);

    Worlds asked = worlds.reissue(false, API);

    assertThat(issued(asked)).singleElement().asString().contains("asked for by --reissue");
    assertThat(asked.plan().findings())
        .filteredOn(finding -> finding.message().startsWith("kept as adopted"))
        .isEmpty();
  }

  @Test
  void whatCannotBeReplacedIsTakenAsItIs() {
    Worlds worlds =
        Worlds.converged()
            .edit(item ->
                switch (item) {
                  case Item.Encryption e ->
                      new Item.Encryption(
                          e.id(),
                          Item.Encryption.Provider.SECRETBOX,
                          "k9",
                          e.resources(),
                          e.file());
                  case Item.KeyPair p ->
                      new Item.KeyPair(
                          p.id(),
                          KeyAlgorithm.ECDSA_P256,
                          p.certificate(),
                          p.keyFile(),
                          p.publicFile());
                  case Item.Authority ca ->
                      new Item.Authority(
                          ca.id(),
                          KubenetLike.subject("Other", "Other"),
                          ca.algorithm(),
                          ca.validity().plusDays(99),
                          ca.certFile(),
                          ca.keyFile());
                  case Item.Chain _, Item.Certificate _, Item.Kubeconfig _ -> item;
                });
    assertThat(worlds.plan().blocked()).isTrue();

    for (ItemId id : List.of(CA, ACCOUNTS, ENCRYPTION)) {
      worlds.store().forget(id);
      worlds.store().record(id, LedgerEntry.ADOPTED);
    }
    assertThat(worlds.plan().changes()).isEmpty();
  }
}
