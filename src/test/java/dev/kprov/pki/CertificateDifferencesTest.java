package dev.kprov.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Sha256;
import dev.kprov.plan.Sketch;
import dev.kprov.state.Difference;
import dev.kprov.state.Difference.Attribute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of two certificates: a case for every attribute, and what is no difference. */
class CertificateDifferencesTest {

  private static final Instant BIRTH = Instant.parse("2026-03-01T12:00:00Z");
  private static final CertificateInfo CA = authority("Kubernetes", "ca");
  private static final CertificateInfo TWIN = authority("Kubernetes", "another ca");
  private static final CertificateInfo STRANGER = authority("Stranger", "stranger");
  private static final CertificateInfo WANTED = leaf().info();

  private static CertificateInfo authority(String name, String key) {
    return Sketch.authority(named(name), hash(key), BIRTH)
        .until(BIRTH.plus(Duration.ofDays(3650)))
        .info();
  }

  private static Sketch leaf() {
    return Sketch.leaf(named("api"), hash("leaf"), CA, BIRTH)
        .names("api", "10.0.0.9")
        .usages(Set.of(Usage.SERVER, Usage.CLIENT))
        .until(BIRTH.plus(Duration.ofDays(365)));
  }

  private static Subject named(String name) {
    return new Subject(List.of(new Subject.Attribute("CN", name)));
  }

  private static Sha256 hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  record Case(String told, Attribute attribute, UnaryOperator<Sketch> there) {
    @Override
    public String toString() {
      return told;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "issuer: CN=Stranger → CN=Kubernetes", Attribute.ISSUER, s -> s.signedBy(STRANGER)),
        new Case("issuer: another CA of the same name", Attribute.ISSUER, s -> s.signedBy(TWIN)),
        new Case(
            "issuer: itself → CN=Kubernetes",
            Attribute.ISSUER,
            s -> Sketch.of(selfSigned()).until(WANTED.notAfter())),
        new Case("subject: CN=old → CN=api", Attribute.SUBJECT, s -> s.subject(named("old"))),
        new Case(
            "names: + 10.0.0.9, - old.example",
            Attribute.NAMES,
            s -> s.names("old.example", "api")),
        new Case("names: + api, + 10.0.0.9", Attribute.NAMES, s -> s.names()),
        new Case(
            "usages: client → server+client",
            Attribute.USAGES,
            s -> s.usages(Set.of(Usage.CLIENT))),
        new Case(
            "basic constraints: CA:TRUE, pathlen:0 → CA:FALSE",
            Attribute.CONSTRAINTS,
            s -> s.authority(true).pathLength(0)),
        new Case(
            "key identifiers: missing → present",
            Attribute.KEY_IDENTIFIERS,
            Sketch::withoutKeyIdentifiers),
        new Case(
            "signature: SHA1withRSA → SHA256withRSA",
            Attribute.SIGNATURE,
            s -> s.strength("RSA", 2048, "SHA1withRSA")),
        new Case("key: another one", Attribute.KEY, Sketch::overAnotherKey),
        new Case(
            "expiry: 2026-11-26 → 2027-03-01",
            Attribute.EXPIRY,
            s -> s.until(BIRTH.plus(Duration.ofDays(270)))));
  }

  private static CertificateInfo selfSigned() {
    return Sketch.authority(named("api"), hash("leaf"), BIRTH)
        .authority(false)
        .names(WANTED.names())
        .usages(WANTED.usages())
        .info();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachAttributeIsToldAlone(Case one) {
    List<Difference> found = CertificateDifferences.of(one.there().apply(leaf()).info(), WANTED);

    assertThat(found).extracting(Difference::text).containsExactly(one.told());
    assertThat(found).extracting(Difference::attribute).containsExactly(one.attribute());
  }

  @Test
  void allThatDiffersIsToldWhoItIsFromFirst() {
    CertificateInfo there =
        leaf()
            .signedBy(TWIN)
            .names("api")
            .usages(Set.of(Usage.SERVER))
            .overAnotherKey()
            .until(BIRTH.plus(Duration.ofDays(5)))
            .info();

    assertThat(Difference.words(CertificateDifferences.of(there, WANTED)))
        .isEqualTo(
            "issuer: another CA of the same name; usages: server → server+client; names:"
                + " + 10.0.0.9; key: another one; expiry: 2026-03-06 → 2027-03-01");
  }

  @Test
  void whereTheKeyIsKeptThatIsSaid() {
    assertThat(Difference.words(CertificateDifferences.of(leaf().names("api").info(), WANTED)))
        .isEqualTo("names: + 10.0.0.9, same key");
  }

  @Test
  void theOrderOfNamesIsNoDifferenceButTheSerialThenIs() {
    CertificateInfo there = leaf().names("10.0.0.9", "api").info();
    CertificateInfo other = leaf().from(BIRTH).until(WANTED.notAfter().plusSeconds(9)).info();

    assertThat(CertificateDifferences.of(WANTED, WANTED)).isEmpty();
    assertThat(there.names().missingFrom(WANTED.names())).isEmpty();
    assertThat(CertificateDifferences.of(other, WANTED))
        .extracting(Difference::text)
        .containsExactly(
            "begin: 2026-03-01T12:00:00Z → 2026-03-01T11:55:00Z",
            "expiry: 2027-03-01T12:00:09Z → 2027-03-01T12:00:00Z",
            "serial: " + other.serial().toString(16) + " → " + WANTED.serial().toString(16));
  }

  @Test
  void theSerialIsNotToldBesideWhatMatters() {
    assertThat(CertificateDifferences.of(leaf().from(BIRTH).names("api").info(), WANTED))
        .extracting(Difference::attribute)
        .containsExactly(Attribute.NAMES);
  }

  @Test
  void aBrokenSignatureIsNotTakenForThatOfAnotherCa() {
    CertificateInfo damaged = Sketch.of(WANTED).signedByNobodyKnown().serial(WANTED).info();

    assertThat(CertificateDifferences.of(damaged, WANTED))
        .extracting(Difference::text)
        .containsExactly("signature: it does not verify");
  }

  @Test
  void ofTwoAuthoritiesThatSignThemselvesTheKeyTellsWhichIsWhich() {
    assertThat(CertificateDifferences.of(TWIN, CA))
        .extracting(Difference::text)
        .containsExactly("key: another one");
  }

  @Test
  void programsGetValuesWherePeopleGetWhatChanged() {
    Difference names = CertificateDifferences.of(leaf().names("api").info(), WANTED).getFirst();
    Difference key = CertificateDifferences.of(leaf().overAnotherKey().info(), WANTED).getFirst();
    Difference expiry = CertificateDifferences.of(leaf().until(BIRTH).info(), WANTED).getFirst();

    assertThat(names.from()).contains("api");
    assertThat(names.to()).contains("api, 10.0.0.9");
    assertThat(key.from()).contains(hash("another key").hex());
    assertThat(key.to()).contains(hash("leaf").hex());
    assertThat(expiry.from()).contains("2026-03-01T12:00:00Z");
    assertThat(expiry.to()).contains("2027-03-01T12:00:00Z");
  }
}
