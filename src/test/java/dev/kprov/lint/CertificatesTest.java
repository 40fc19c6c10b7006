package dev.kprov.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Sha256;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import dev.kprov.plan.Sketch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remarked of certificates of which nothing is known but what they say. */
class CertificatesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final CertificateInfo CA =
      Sketch.authority(name("Kubernetes", "Kubernetes"), key("ca"), NOW)
          .until(NOW.plus(YEAR.multipliedBy(10)))
          .info();

  @Test
  void aGoodPairIsNotRemarked() {
    assertThat(told(leaf().info())).isEmpty();
  }

  @Test
  void noLeafMayOutliveItsAuthority() {
    assertThat(told(leaf().until(CA.notAfter().plusSeconds(1)).info()))
        .containsExactly("KP201 leaf: ends 2036-02-27, after its authority (2036-02-27)");
    assertThat(told(leaf().from(CA.notBefore().minusSeconds(1)).info()))
        .containsExactly("KP201 leaf: begins before its authority");
  }

  @Test
  void whatIsNotValidNowIsTold() {
    assertThat(told(leaf().from(CA.notBefore()).until(NOW.minusSeconds(1)).info()))
        .containsExactly("KP203 leaf: expired 2026-03-01");
    assertThat(told(leaf().from(NOW.plusSeconds(60)).info()))
        .containsExactly("KP203 leaf: is not valid before 2026-03-01T12:01:00Z");
  }

  @Test
  void anEndWithinAMonthIsTold() {
    assertThat(told(leaf().until(NOW.plus(Duration.ofDays(29))).from(NOW.minus(YEAR)).info()))
        .contains("KP204 leaf: expires 2026-03-30");
    assertThat(told(leaf().until(NOW.plus(Duration.ofDays(31))).info())).isEmpty();
  }

  @Test
  void theWrapperOfAKeyMayEndWhenItLikes() {
    Evidence evidence =
        evidence(
            new Exhibit.Certificate("sa", leaf().until(CA.notAfter().plus(YEAR)).info(), true));
    assertThat(Remarks.on(evidence, Set.of()).list()).isEmpty();
  }

  @Test
  void aLeafOfAnEarlierAuthorityOfTheSameNameIsTold() {
    assertThat(told(leaf().signedByNobodyKnown().info()))
        .containsExactly("KP205 leaf: signed by another CA of the same name, with another key");
  }

  @Test
  void weakKeysAndBrokenHashesAreTold() {
    assertThat(told(leaf().strength("RSA", 1024, "SHA256withRSA").info()))
        .containsExactly("KP206 leaf: has a key of RSA-1024");
    assertThat(told(leaf().strength("EC", 224, "SHA256withECDSA").info()))
        .containsExactly("KP206 leaf: has a key of EC-224");
    assertThat(told(leaf().strength("RSA", 2048, "SHA1withRSA").info()))
        .containsExactly("KP207 leaf: is signed with SHA1withRSA");
    assertThat(told(leaf().strength("RSA", 2048, "MD5withRSA").info()))
        .containsExactly("KP207 leaf: is signed with MD5withRSA");
    assertThat(told(leaf().strength("EC", 256, "SHA384withECDSA").info())).isEmpty();
  }

  @Test
  void nobodyVerifiesTheSignatureOfARoot() {
    CertificateInfo root =
        Sketch.of(CA).strength("RSA", 4096, "SHA1withRSA").until(CA.notAfter()).info();
    assertThat(
            Remarks.on(
                    new Evidence(
                        Optional.empty(), List.of(new Exhibit.Certificate("ca", root, false)), NOW),
                    Set.of())
                .list())
        .isEmpty();
  }

  @Test
  void aNameThatIsTheIssuersButForCaseAndSpacesIsTold() {
    assertThat(told(leaf().subject(name("kubernetes", " KUBERNETES ")).info()))
        .containsExactly("KP301 leaf: its subject is its issuer's but for case");
    assertThat(
            told(leaf().subject(name("Kubernetes", "Kubernetes")).withoutKeyIdentifiers().info()))
        .containsExactly(
            "KP208 leaf: lacks a key identifier",
            "KP301 leaf: its subject is its issuer's, and no key identifier tells them apart");
  }

  @Test
  void usagesAreComparedWithNames() {
    assertThat(told(leaf().usages(Set.of(Usage.SERVER, Usage.CLIENT)).info())).isEmpty();
    assertThat(told(leaf().names().usages(Set.of(Usage.SERVER, Usage.CLIENT)).info()))
        .containsExactly("KP302 leaf: is a client's, and good for servers too");
    assertThat(told(leaf().names().info()))
        .containsExactly("KP303 leaf: is a server's without names");
  }

  @Test
  void filesAreRemarkedForWhatTheyAre() {
    List<String> remarks =
        told(
            evidence(
                new Exhibit.Open("/x/ca-key.pem"),
                new Exhibit.Damaged("/x/a.pem", "holds a certificate that cannot be decoded"),
                new Exhibit.Mismatched("/x/b")));
    assertThat(remarks)
        .containsExactly(
            "KP601 /x/ca-key.pem: is open to other users",
            "KP602 /x/a.pem: holds a certificate that cannot be decoded",
            "KP603 /x/b: key and certificate do not belong together");
  }

  @Test
  void oneMessageIsToldOnceForAll() {
    CertificateInfo late = leaf().until(CA.notAfter().plus(YEAR)).info();
    assertThat(
            told(
                evidence(
                    new Exhibit.Certificate("a", late, false),
                    new Exhibit.Certificate("b", late, false))))
        .containsExactly("KP201 a, b: ends 2037-02-26, after its authority (2036-02-27)");
  }

  private static Sketch leaf() {
    return Sketch.leaf(name("Kubernetes", "api"), key("leaf"), CA, NOW)
        .names("api")
        .usages(Set.of(Usage.SERVER))
        .until(NOW.plus(YEAR));
  }

  private static List<String> told(CertificateInfo leaf) {
    return told(evidence(new Exhibit.Certificate("leaf", leaf, false)));
  }

  private static List<String> told(Evidence evidence) {
    return Remarks.on(evidence, Set.of()).list().stream().map(Told::line).toList();
  }

  private static Evidence evidence(Exhibit... exhibits) {
    List<Exhibit> all = new ArrayList<>(Arrays.asList(exhibits));
    all.add(new Exhibit.Certificate("ca", CA, false));
    return new Evidence(Optional.empty(), all, NOW);
  }

  private static Subject name(String organisation, String common) {
    return new Subject(
        List.of(new Subject.Attribute("O", organisation), new Subject.Attribute("CN", common)));
  }

  private static Sha256 key(String name) {
    return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
  }
}
