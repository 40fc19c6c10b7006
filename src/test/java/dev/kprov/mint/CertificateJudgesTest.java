package dev.kprov.mint;

import static dev.kprov.mint.Samples.API_NAMES;
import static dev.kprov.mint.Samples.YEAR;
import static dev.kprov.mint.Samples.authority;
import static dev.kprov.mint.Samples.certificate;
import static dev.kprov.mint.Samples.key;
import static dev.kprov.mint.Samples.leafKey;
import static dev.kprov.mint.Samples.subject;
import static dev.kprov.mint.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Secret;
import dev.kprov.judge.Judge;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What OpenSSL, GnuTLS and Go's x509 (through cfssl) say of the certificates. */
class CertificateJudgesTest {

  private static final Set<Usage> BOTH = EnumSet.allOf(Usage.class);

  /** The judges but OpenSSL know no other time than the machine's. */
  private final Instant present = Instant.now();

  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

  @TempDir private Path folder;

  private final Issuer issuer = new Issuer();

  /** A certificate and the authority that signed it, as files. */
  private record Judged(Path ca, Path leaf) {}

  private Judged chain(KeyAlgorithm algorithm, Set<Usage> usages, AltNames names, Instant now) {
    PrivateKeyPair key = key(algorithm);
    Certificate ca = issuer.root(authority(algorithm), key, now);
    Chain leaf =
        issuer.certificate(
            certificate(subject("kubernetes", "Kubernetes"), usages, names),
            leafKey(algorithm),
            Chain.of(ca),
            key,
            now);
    return new Judged(write(folder, "ca.pem", ca.pem()), write(folder, "leaf.pem", leaf.shown()));
  }

  /**
   * The names of these two are equal but for case, as in the guide, so that OpenSSL and Java tell
   * them apart by key identifier only.
   */
  private Judged api(KeyAlgorithm algorithm) {
    return chain(algorithm, BOTH, API_NAMES, present);
  }

  private Judge.Verdict openssl(Judged chain, Object... options) {
    List<Object> line =
        new ArrayList<>(
            List.of("verify", "-x509_strict", "-attime", present.getEpochSecond(), "-CAfile"));
    line.add(chain.ca());
    line.addAll(List.of(options));
    line.add(chain.leaf());
    return Judge.of("openssl").run(line.toArray());
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void opensslAcceptsEveryPurposeAndNameStrictly(KeyAlgorithm algorithm) {
    Judged chain = api(algorithm);
    openssl(chain, "-purpose", "sslserver").accepted();
    openssl(chain, "-purpose", "sslclient").accepted();
    API_NAMES.dns().forEach(n -> openssl(chain, "-verify_hostname", n).accepted());
    API_NAMES.ips().forEach(ip -> openssl(chain, "-verify_ip", ip).accepted());
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"RSA_2048", "ECDSA_P256"})
  void opensslRefusesWrongPurposesNamesAuthoritiesAndTimes(KeyAlgorithm algorithm) {
    Judged client = chain(algorithm, Set.of(Usage.CLIENT), AltNames.NONE, present);
    openssl(client, "-purpose", "sslclient").accepted();
    openssl(client, "-purpose", "sslserver").refused("error 26");
    Judged server = chain(algorithm, Set.of(Usage.SERVER), API_NAMES, present);
    openssl(server, "-purpose", "sslclient").refused("error 26");
    openssl(server, "-verify_hostname", "control1.kubenet").refused("error 62");
    openssl(server, "-verify_ip", "10.32.0.2").refused("error 64");
    Certificate stranger =
        issuer.root(authority(KeyAlgorithm.ECDSA_P384), key(KeyAlgorithm.ECDSA_P384), present);
    Path other = write(folder, "other.pem", stranger.pem());
    openssl(new Judged(other, server.leaf())).refused("unable to get local issuer certificate");
  }

  @Test
  void theChainHoldsUntilTheLastMinuteOfTheAuthority() {
    PrivateKeyPair key = key(KeyAlgorithm.ECDSA_P256);
    Certificate ca = issuer.root(authority(KeyAlgorithm.ECDSA_P256), key, present);
    Instant late = present.plus(YEAR.multipliedBy(9));
    Chain leaf =
        issuer.certificate(
            certificate(subject("x"), BOTH, API_NAMES), key, Chain.of(ca), key, late);
    Judged chain =
        new Judged(write(folder, "ca.pem", ca.pem()), write(folder, "leaf.pem", leaf.shown()));
    long end = ca.info().notAfter().getEpochSecond();
    openssl(chain, "-attime", end - 60).accepted();
    openssl(chain, "-attime", end + 60).refused("certificate has expired");
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void certtoolAcceptsTheServerAndItsNames(KeyAlgorithm algorithm) {
    Judged chain = api(algorithm);
    certtool(chain, "--verify-hostname", "kubernetes").accepted();
    certtool(chain, "--verify-hostname", "control1.kubenet").refused("does not match");
  }

  @Test
  void certtoolRefusesAClientAsServer() {
    Judged chain = chain(KeyAlgorithm.RSA_2048, Set.of(Usage.CLIENT), API_NAMES, present);
    certtool(chain, "--verify-hostname", "kubernetes")
        .refused("does not match the intended purpose");
  }

  private Judge.Verdict certtool(Judged chain, String... options) {
    Stream<Object> line =
        Stream.of(
            "--verify",
            "--load-ca-certificate",
            chain.ca(),
            "--verify-purpose",
            SERVER_AUTH,
            "--infile",
            chain.leaf());
    return Judge.of("certtool").run(Stream.concat(line, Stream.of(options)).toArray());
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void goReadsAndVerifiesTheChain(KeyAlgorithm algorithm) {
    Judged chain = api(algorithm);
    String info = Judge.of("cfssl").run("certinfo", "-cert", chain.leaf()).accepted();
    assertThat(info)
        .contains("\"common_name\": \"kubernetes\"")
        .contains("\"organization\": \"Kubernetes\"")
        .contains("\"province\": \"Lesser Poland\"")
        .contains("\"locality\": \"Kraków\"")
        .contains(algorithm.rsa() ? "SHA256WithRSA" : "ECDSAWithSHA");
    API_NAMES.all().forEach(name -> assertThat(info).contains("\"" + name + "\""));
    cfsslBundle(chain).accepted();
  }

  private static Judge.Verdict cfsslBundle(Judged chain) {
    return Judge.of("cfssl")
        .run("bundle", "-ca-bundle", chain.ca(), "-int-bundle", chain.ca(), "-cert", chain.leaf());
  }

  @Test
  void theEncodingIsWhatRfc5280Wants() {
    String leaf = text(api(KeyAlgorithm.RSA_2048).leaf());
    assertThat(leaf)
        .contains("X509v3 Basic Constraints: critical\n                CA:FALSE")
        .contains("X509v3 Key Usage: critical\n                Digital Signature, Key Encipherment")
        .contains("TLS Web Server Authentication, TLS Web Client Authentication")
        .contains(
            "DNS:kubernetes, DNS:kubernetes.default.svc.cluster.local, DNS:control0.kubenet, "
                + "IP Address:10.32.0.1, IP Address:FD00:0:0:0:0:0:0:1")
        .contains(
            "C = PL, ST = Lesser Poland, L = Krak\\C3\\B3w, O = Kubernetes, OU = kubenet, CN");
    assertThat(text(api(KeyAlgorithm.ECDSA_P384).leaf()))
        .contains("X509v3 Key Usage: critical\n                Digital Signature\n")
        .contains("Signature Algorithm: ecdsa-with-SHA384");
    assertThat(text(api(KeyAlgorithm.ECDSA_P256).leaf()))
        .contains("Signature Algorithm: ecdsa-with-SHA256");
    assertThat(text(api(KeyAlgorithm.RSA_2048).ca()))
        .contains("X509v3 Basic Constraints: critical\n                CA:TRUE\n")
        .contains("X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign\n")
        .doesNotContain("Authority Key Identifier")
        .doesNotContain("Alternative");
  }

  private static String text(Path certificate) {
    return Judge.of("openssl").run("x509", "-in", certificate, "-noout", "-text").accepted();
  }

  @Test
  void timesAreUtcTimeUntil2049AndGeneralizedTimeFrom2050() {
    Judged chain =
        chain(KeyAlgorithm.ECDSA_P256, BOTH, API_NAMES, Instant.parse("2045-01-01T00:00:00Z"));
    assertThat(asn1(chain.leaf()))
        .contains("UTCTIME           :441231235500Z")
        .contains("UTCTIME           :491231000000Z");
    assertThat(asn1(chain.ca())).contains("GENERALIZEDTIME   :20541230000000Z");
  }

  @Test
  void namesAreUtf8ButTheCountryIsPrintable() {
    assertThat(asn1(api(KeyAlgorithm.ECDSA_P256).leaf()))
        .contains("PRINTABLESTRING   :PL")
        .contains("UTF8STRING        :Lesser Poland")
        .contains("UTF8STRING        :kubernetes");
  }

  @Test
  void anAuthorityOfAnotherEncodingIsNamedByteForByte() {
    Path caFile = folder.resolve("foreign.pem");
    Path keyFile = folder.resolve("foreign-key.pem");
    Judge.of("openssl")
        .run(
            "req",
            "-x509",
            "-nodes",
            "-newkey",
            "rsa:2048",
            "-days",
            "3650",
            "-keyout",
            keyFile,
            "-out",
            caFile,
            "-subj",
            "/CN=old+OU=a/O=Kubernetes",
            "-addext",
            "keyUsage=critical,keyCertSign")
        .accepted();
    Certificate ca = Certificates.read(Samples.read(caFile), List.of()).toOptional().orElseThrow();
    PrivateKeyPair caKey = Keys.read(Secret.of(Samples.read(keyFile))).toOptional().orElseThrow();
    Instant now = ca.info().notBefore();
    Chain leaf =
        issuer.certificate(
            certificate(subject("x"), BOTH, API_NAMES),
            key(KeyAlgorithm.RSA_2048),
            Chain.of(ca),
            caKey,
            now);
    assertThat(leaf.certificate().x509().getIssuerX500Principal().getEncoded())
        .isEqualTo(ca.x509().getSubjectX500Principal().getEncoded());
    Judged chain = new Judged(caFile, write(folder, "leaf.pem", leaf.shown()));
    openssl(chain, "-attime", now.getEpochSecond()).accepted();
  }

  private static String asn1(Path certificate) {
    return Judge.of("openssl").run("asn1parse", "-in", certificate).accepted();
  }
}
