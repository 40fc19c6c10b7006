package dev.kprov.mint;

import static dev.kprov.mint.Samples.API_NAMES;
import static dev.kprov.mint.Samples.NOW;
import static dev.kprov.mint.Samples.YEAR;
import static dev.kprov.mint.Samples.authority;
import static dev.kprov.mint.Samples.certificate;
import static dev.kprov.mint.Samples.key;
import static dev.kprov.mint.Samples.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.StorePath;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IssuerTest {

  private static final Set<Usage> BOTH = EnumSet.allOf(Usage.class);

  private final Issuer issuer = new Issuer();
  private final PrivateKeyPair caKey = key(KeyAlgorithm.ECDSA_P256);
  private final Certificate ca = issuer.root(authority(KeyAlgorithm.ECDSA_P256), caKey, NOW);
  private final PrivateKeyPair leafKey = key(KeyAlgorithm.ECDSA_P384);

  private Certificate leaf(Item.Certificate item, Instant now) {
    return issuer.certificate(item, leafKey, Chain.of(ca), caKey, now).certificate();
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void anAuthorityIsSignedByItself(KeyAlgorithm algorithm) {
    Certificate made = issuer.root(authority(algorithm), key(algorithm), NOW);
    assertThat(made.info().selfSigned()).isTrue();
    assertThat(made.info().authority()).isTrue();
    assertThat(made.info().keyIdentifiers()).isTrue();
    assertThat(made.info().names()).isEqualTo(AltNames.NONE);
    assertThat(made.info().usages()).isEmpty();
    assertThat(made.info().publicKey()).isEqualTo(key(algorithm).info().publicKey());
  }

  @Test
  void aLeafSaysWhatItsItemSays() {
    Item.Certificate item = certificate(subject("kubernetes", "Kubernetes"), BOTH, API_NAMES);
    Certificate made = leaf(item, NOW);
    assertThat(made.info().subject()).isEqualTo(item.subject());
    assertThat(made.info().issuer()).isEqualTo(ca.info().subject());
    assertThat(made.info().names()).isEqualTo(API_NAMES);
    assertThat(made.info().usages()).isEqualTo(BOTH);
    assertThat(made.info().authority()).isFalse();
    assertThat(made.info().keyIdentifiers()).isTrue();
    assertThat(made.info().selfSigned()).isFalse();
    assertThat(made.info().signedBy(ca.info())).isTrue();
    assertThat(made.info().algorithm()).contains(KeyAlgorithm.ECDSA_P384);
  }

  @Test
  void groupsAreSeveralOrganisationsInTheirOrder() {
    Certificate made = leaf(certificate(subject("ann", "dev", "ops"), BOTH, AltNames.NONE), NOW);
    assertThat(made.info().subject().values("O")).containsExactly("dev", "ops");
  }

  @Test
  void validityBeginsFiveMinutesAgoInWholeSeconds() {
    Instant begin = Instant.parse("2026-11-22T09:55:00Z");
    assertThat(ca.info().notBefore()).isEqualTo(begin);
    Instant later = NOW.plus(Duration.ofDays(1));
    Certificate made = leaf(certificate(subject("x"), BOTH, AltNames.NONE), later);
    assertThat(made.info().notBefore()).isEqualTo(begin.plus(Duration.ofDays(1)));
    assertThat(made.info().notAfter())
        .isEqualTo(later.plus(YEAR.multipliedBy(5)).truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void aLeafNeverOutlivesItsAuthorityNorBeginsBeforeIt() {
    Item.Certificate item = certificate(subject("x"), BOTH, AltNames.NONE);
    Certificate late = leaf(item, NOW.plus(YEAR.multipliedBy(9)));
    assertThat(late.info().notAfter()).isEqualTo(ca.info().notAfter());
    Certificate early = leaf(item, NOW.minus(Duration.ofHours(1)));
    assertThat(early.info().notBefore()).isEqualTo(ca.info().notBefore());
  }

  @Test
  void anExpiredAuthoritySignsNothing() {
    Item.Certificate item = certificate(subject("x"), BOTH, AltNames.NONE);
    assertThatThrownBy(() -> leaf(item, NOW.plus(YEAR.multipliedBy(11))))
        .hasMessage("the authority's certificate has expired");
  }

  @Test
  void anotherKeyDoesNotSignForAnAuthority() {
    Item.Certificate item = certificate(subject("x"), BOTH, AltNames.NONE);
    assertThatThrownBy(() -> issuer.certificate(item, leafKey, Chain.of(ca), leafKey, NOW))
        .hasMessage("the key is not the key of the authority's certificate");
  }

  @Test
  void serialsArePositiveDistinctAndLongWithinTwentyOctets() {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      Certificate made = leaf(certificate(subject("x"), BOTH, AltNames.NONE), NOW);
      assertThat(made.info().serial()).isPositive();
      assertThat(made.info().serial().toByteArray()).hasSizeLessThanOrEqualTo(20);
      assertThat(made.info().serial().bitLength()).isGreaterThan(128);
      assertThat(seen.add(made.info().serial())).isTrue();
    }
  }

  @Test
  void aWrapperCertifiesABareKeyWithoutNames() {
    Item.Wrapper item =
        new Item.Wrapper(
            Samples.CA,
            subject("service-accounts", "Kubernetes"),
            BOTH,
            YEAR,
            new StorePath("service-account.pem"));
    Certificate made = issuer.wrapper(item, leafKey, Chain.of(ca), caKey, NOW);
    assertThat(made.info().publicKey()).isEqualTo(leafKey.info().publicKey());
    assertThat(made.info().signer()).isEqualTo(Optional.of(ca.info().publicKey()));
  }

  @Test
  void theSignerIsFoundByKeyAmongAuthoritiesOfOneName() {
    PrivateKeyPair otherKey = key(KeyAlgorithm.RSA_2048);
    Certificate other = issuer.root(authority(KeyAlgorithm.RSA_2048), otherKey, NOW);
    Certificate made = leaf(certificate(subject("x"), BOTH, AltNames.NONE), NOW);
    assertThat(signerOf(made, List.of(other, ca))).contains(ca.info().publicKey());
    assertThat(signerOf(made, List.of(ca, other))).contains(ca.info().publicKey());
    assertThat(signerOf(made, List.of(other))).isEmpty();
    assertThat(signerOf(ca, List.of(other))).contains(ca.info().publicKey());
  }

  @Test
  void anIntermediateStandsWithinThoseAboveItAndAllowsWhatIsBelowIt() {
    Item.Authority item = authority(KeyAlgorithm.ECDSA_P384);
    Instant later = NOW.plus(YEAR);

    Chain made = issuer.intermediate(item, leafKey, 1, Chain.of(ca), caKey, later);

    CertificateInfo info = made.certificate().info();
    assertThat(info.authority()).isTrue();
    assertThat(info.pathLength()).hasValue(1);
    assertThat(info.signedBy(ca.info())).isTrue();
    assertThat(info.keyIdentifiers()).isTrue();
    assertThat(info.notAfter()).isEqualTo(ca.info().notAfter());
    assertThat(made.above()).containsExactly(ca);
    assertThat(ca.info().pathLength()).isEmpty();
  }

  @Test
  void aLeafShowsWhatIsAboveItWithoutTheRootAndEndsWithTheFirstOfThem() {
    Chain between = between(NOW);
    Item.Certificate item = certificate(subject("x"), BOTH, API_NAMES);

    Chain made = issuer.certificate(item, key(KeyAlgorithm.RSA_2048), between, leafKey, NOW);

    assertThat(Chain.read(made.shown(), List.of(ca)).toOptional().orElseThrow().infosAbove())
        .containsExactly(between.certificate().info());
    assertThat(made.certificate().info().notAfter()).isEqualTo(made.end());
    assertThat(leaf(item, NOW).info().signer()).contains(ca.info().publicKey());
    assertThat(issuer.certificate(item, leafKey, Chain.of(ca), caKey, NOW).shown())
        .asString(StandardCharsets.US_ASCII)
        .containsOnlyOnce("BEGIN CERTIFICATE");
  }

  private Chain between(Instant now) {
    return issuer.intermediate(
        authority(KeyAlgorithm.ECDSA_P384), leafKey, 0, Chain.of(ca), caKey, now);
  }

  @Test
  void eachCertificateInTheFileOfAnAuthorityMustBeSignedByTheNext() {
    Chain between = between(NOW);
    byte[] whole = between.whole();
    Certificate stranger =
        issuer.root(authority(KeyAlgorithm.RSA_2048), key(KeyAlgorithm.RSA_2048), NOW);

    assertThat(Chain.readAuthority(whole, List.of()).toOptional())
        .map(Chain::infosAbove)
        .contains(List.of(ca.info()));
    assertThat(Chain.readAuthority(Chain.of(ca).whole(), List.of()).toOptional()).isPresent();
    byte[] foreign = new Chain(between.certificate(), List.of(stranger)).whole();
    assertThat(Chain.readAuthority(foreign, List.of(ca)).fault())
        .hasValueSatisfying(
            fault -> assertThat(fault).endsWith("which did not sign the certificate before it"));
    byte[] bundle = new Chain(ca, List.of(stranger)).whole();
    assertThat(Chain.readAuthority(bundle, List.of()).fault()).isPresent();
  }

  private static Optional<Object> signerOf(Certificate made, List<Certificate> signers) {
    return Certificates.read(made.pem(), signers)
        .toOptional()
        .orElseThrow()
        .info()
        .signer()
        .map(Object.class::cast);
  }
}
