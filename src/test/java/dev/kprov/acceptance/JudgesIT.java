package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.CertificateText;
import dev.kprov.judge.Judge;
import dev.kprov.judge.TlsServer;
import dev.kprov.judge.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What OpenSSL, GnuTLS and Go say of every certificate of every layout: it is good for each purpose
 * and name that the table of the layout gives it, and for no other; and its fields are as RFC 5280
 * and the consumers want them.
 */
@ParameterizedClass
@EnumSource
class JudgesIT {

  /** Names and addresses that nobody has. */
  private static final List<String> STRANGERS =
      List.of(
          "worker9",
          "evil.kubernetes",
          "kubernetes.default.svc.cluster.local.evil",
          "192.168.1.99",
          "10.32.0.2",
          "::2");

  private static final Duration BACKDATED = Duration.ofMinutes(5);
  private static final Map<Path, CertificateText> TEXTS = new ConcurrentHashMap<>();
  private static final Pattern SECRET = Pattern.compile("secret: (\\S+)");

  @TempDir private static Path folder;
  private static Cluster cluster;

  @Parameter private Cluster.Kind kind;

  private final Judge openssl = Judge.of("openssl");

  @BeforeParameterizedClassInvocation
  static void aCluster(Cluster.Kind kind) throws IOException {
    cluster = Cluster.make(kind, folder.resolve(kind.name()));
  }

  /** Judges all certificates; judges are processes, so two at a time. */
  private static void each(List<Leaf> leaves, Consumer<Leaf> judgement) {
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      leaves.stream()
          .map(leaf -> CompletableFuture.runAsync(() -> judgement.accept(leaf), two))
          .toList()
          .forEach(JudgesIT::await);
    }
  }

  /** A judge that is missing must skip the test, and one that disagrees must be heard. */
  private static void await(CompletableFuture<Void> judgement) {
    try {
      judgement.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case Error disagreed -> throw disagreed;
        case RuntimeException missing -> throw missing;
        case null, default -> throw e;
      }
    }
  }

  /**
   * What nobody has, and what the next certificate has but this one has not. Without alternative
   * names the common name counts, which for an authority may be that of the API but for case.
   */
  private static List<String> strangers(Leaf leaf) {
    if (leaf.isAuthority()) {
      return STRANGERS;
    }
    int next = (cluster.leaves().indexOf(leaf) + 1) % cluster.leaves().size();
    return Stream.concat(STRANGERS.stream(), cluster.leaves().get(next).names().stream())
        .filter(name -> !leaf.names().contains(name))
        .toList();
  }

  @Test
  void theStoreHasTheCertificatesOfTheTableAndNoOther() throws IOException {
    try (Stream<Path> files = Files.walk(cluster.store())) {
      assertThat(files.filter(JudgesIT::isCertificate).map(cluster.store()::relativize))
          .map(Path::toString)
          .filteredOn(name -> !name.startsWith("users/"))
          .containsExactlyInAnyOrderElementsOf(cluster.leaves().stream().map(Leaf::name).toList());
    }
  }

  private static boolean isCertificate(Path file) {
    return Files.isRegularFile(file) && read(file).startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void everyFileOnAHostIsOneOfTheStores() throws IOException {
    List<Path> store;
    try (Stream<Path> files = Files.walk(cluster.store())) {
      store = files.filter(Files::isRegularFile).toList();
    }
    for (Layout.Row row : kind.layout().files()) {
      Path file = cluster.onHost(row.host(), row.cell(1));
      assertThat(store)
          .as(file.toString())
          .anyMatch(stored ->
              stored.getFileName().equals(file.getFileName()) && read(stored).equals(read(file)));
    }
  }

  @Test
  void opensslAgreesOnPurposesAndNames() {
    each(
        cluster.leaves(),
        leaf -> {
          leaf.openssl().accepted();
          assertAgreed(leaf, "server", leaf.openssl("-purpose", "sslserver"));
          assertAgreed(leaf, "client", leaf.openssl("-purpose", "sslclient"));
          leaf.names().forEach(name -> leaf.opensslName(name).accepted());
          strangers(leaf)
              .forEach(name ->
                  leaf.opensslName(name).refused(Leaf.isAddress(name) ? "error 64" : "error 62"));
          others(leaf).forEach(ca -> leaf.opensslBy(ca).refused("verification failed"));
        });
  }

  @Test
  void gnuTlsAgreesOnPurposesAndNames() {
    each(
        cluster.ends(),
        leaf -> {
          assertAgreed(leaf, "server", leaf.certtoolServer());
          assertAgreed(leaf, "client", leaf.certtoolClient());
          if (leaf.isFor("server")) {
            leaf.names().forEach(name -> leaf.certtoolName(name).accepted());
          }
          strangers(leaf).forEach(name -> leaf.certtoolName(name).refused("does not match"));
          others(leaf).forEach(ca -> leaf.certtoolBy(ca).refused("Not verified"));
        });
  }

  private static void assertAgreed(Leaf leaf, String purpose, Judge.Verdict verdict) {
    assertThat(verdict.exit() == 0)
        .as("%s for a %s: %s", leaf, purpose, verdict.text())
        .isEqualTo(leaf.isFor(purpose));
  }

  /** The authorities that have not signed a certificate. */
  private static List<Path> others(Leaf leaf) {
    return Stream.concat(
            cluster.authorities().stream().map(Leaf::file), Stream.of(cluster.foreign()))
        .filter(ca -> !ca.equals(leaf.authority()))
        .toList();
  }

  /** cfssl asks whether a certificate is good for a server. */
  @Test
  void goAgreesOnChainsAndServers() {
    each(
        cluster.ends(),
        leaf -> {
          assertAgreed(leaf, "server", leaf.cfsslBy(leaf.authority()));
          others(leaf).forEach(ca -> leaf.cfsslBy(ca).refused("x509"));
        });
  }

  /** kubectl is written in Go, too. What it makes of names does not depend on keys. */
  @Test
  void goAgreesOnNames() {
    each(
        cluster.ends().stream().filter(leaf -> leaf.isFor("server")).toList(),
        leaf -> {
          try (TlsServer server = TlsServer.start(leaf.file(), leaf.key(), leaf.authority())) {
            leaf.names().stream()
                .limit(kind.elliptic() ? 1 : leaf.names().size())
                .forEach(name -> kubectl(server, leaf, name).accepted());
            for (String name : List.of("worker9", "192.168.1.99")) {
              kubectl(server, leaf, name).refused(name);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Calls a server as a client of the same authority would. */
  private static Judge.Verdict kubectl(TlsServer server, Leaf leaf, String name) {
    Leaf client =
        cluster.ends().stream()
            .filter(one -> one.isFor("client") && one.authority().equals(leaf.authority()))
            .findFirst()
            .orElseThrow();
    return server.get(
        name,
        "--kubeconfig=/dev/null",
        "--certificate-authority=" + leaf.authority(),
        "--client-certificate=" + client.file(),
        "--client-key=" + client.key());
  }

  /** Reads each once. */
  private static CertificateText text(Path certificate) {
    return TEXTS.computeIfAbsent(certificate, CertificateText::of);
  }

  @Test
  void theFieldsAreWhatRfc5280AndTheTableWant() {
    each(
        cluster.leaves(),
        leaf -> {
          CertificateText text = text(leaf.file());
          CertificateText ca = text(leaf.authority());
          String algorithm = kind.elliptic() ? "id-ecPublicKey" : "rsaEncryption";
          assertThat(text.text()).contains("Version: 3 (0x2)");
          assertThat(text.subject()).isEqualTo(leaf.subject());
          assertThat(text.issuer()).isEqualTo(ca.subject());
          assertThat(text.keyKind()).isEqualTo(algorithm);
          assertThat(text.extension("Subject Key Identifier")).isNotEmpty();
          assertThat(text.extensions())
              .as(leaf.name())
              .containsExactlyInAnyOrderElementsOf(leaf.extensions(kind.elliptic(), text, ca));
        });
  }

  @Test
  void serialNumbersArePositiveLongAndNeverTheSame() {
    List<String> serials =
        cluster.leaves().stream().map(leaf -> text(leaf.file()).serial()).toList();

    // 159 random bits: the first of 40 digits is below 8, and eight leading zeros are no chance
    assertThat(serials).doesNotHaveDuplicates().allMatch(it -> it.matches("[0-7]?[0-9a-f]{32,39}"));
  }

  @Test
  void everyCertificateBeginsFiveMinutesEarlyAndEndsWithItsAuthorityAtTheLatest() {
    Instant made = Instant.now();
    each(
        cluster.leaves(),
        leaf -> {
          List<Instant> validity = text(leaf.file()).validity();
          List<Instant> authority = text(leaf.authority()).validity();
          assertThat(validity.getFirst())
              .isBetween(cluster.began().minus(BACKDATED).minusSeconds(1), made.minus(BACKDATED))
              .isAfterOrEqualTo(authority.getFirst());
          long last = validity.getLast().getEpochSecond() - 60;
          leaf.openssl("-attime", last).accepted();
          leaf.openssl("-attime", last + 120).refused("certificate has expired");
          if (kind.elliptic()) {
            assertThat(validity.getLast())
                .isEqualTo(authority.getLast())
                .isAfter(Instant.parse("2050-01-01T00:00:00Z"));
          } else {
            assertThat(validity.getLast()).isBeforeOrEqualTo(authority.getLast());
          }
        });
  }

  @Test
  void everyKeyBelongsToItsCertificateAndIsOfTheKindThatThePlaybookNames() {
    String algorithm = kind.elliptic() ? "ASN1 OID: prime256v1" : "Public-Key: (2048 bit)";
    each(
        cluster.leaves(),
        leaf -> {
          String key = openssl.run("pkey", "-in", leaf.key(), "-text", "-pubout").accepted();
          assertThat(key)
              .contains(algorithm)
              .contains(openssl.run("x509", "-noout", "-pubkey", "-in", leaf.file()).accepted());
        });
  }

  @Test
  void kubectlFindsInEveryKubeconfigWhatTheTableSays() {
    for (Kubeconfig kubeconfig : Kubeconfig.of(cluster)) {
      assertThat(kubeconfig.view()).as(kubeconfig.toString()).isEqualTo(kubeconfig.wanted());
    }
  }

  @Test
  void everyKubeconfigShowsItsSubjectToTheServerThatItNames() throws IOException {
    for (Kubeconfig kubeconfig : Kubeconfig.of(cluster)) {
      Leaf api = kubeconfig.api();
      try (TlsServer server = TlsServer.start(api.file(), api.key(), api.authority())) {
        String shown =
            server.get(kubeconfig.host(), "--kubeconfig=" + kubeconfig.file()).accepted();
        assertThat(shown.replace(" = ", "="))
            .contains("Subject: " + kubeconfig.certificate().subject() + "\n");
      }
    }
  }

  @Test
  void neitherSideTrustsAnAuthorityOfTheSameName() throws IOException {
    Kubeconfig ours = Kubeconfig.of(cluster).getFirst();
    Leaf api = ours.api();
    try (TlsServer server = TlsServer.start(api.file(), api.key(), api.authority())) {
      Path misled = cluster.write("misled.kubeconfig", ours.trusting(cluster.foreign()));
      server.get(ours.host(), "--kubeconfig=" + misled).refused("unknown authority");
      String ca = "--certificate-authority=" + api.authority();
      server
          .get(ours.host(), "--kubeconfig=/dev/null", "--token=none", ca)
          .refused("certificate required");
      server
          .get(
              ours.host(),
              "--kubeconfig=/dev/null",
              ca,
              "--client-certificate=" + cluster.foreign(),
              "--client-key=" + cluster.foreignKey())
          .refused("remote error: tls");
    }
  }

  /** API servers take the public key of service accounts from a certificate, too. */
  @Test
  void tokensSignedOnOneControlHostAreGoodOnAll() throws IOException {
    Tokens tokens = new Tokens(cluster.operator().folder(), kind.elliptic());
    String token = tokens.sign(serviceAccounts("control0", true));
    for (String host : Layout.CONTROLS) {
      Path publicKey = serviceAccounts(host, false);
      tokens.verify(token, publicKey).accepted();
      tokens.verify(token.replaceFirst("\\..*\\.", ".e30."), publicKey).refused("Verification");
      assertThat(tokens.isVouchedFor(serviceAccounts(host, true), publicKey)).isTrue();
    }
  }

  private Path serviceAccounts(String host, boolean secret) throws IOException {
    if (kind.layout() == Layout.KUBEADM) {
      return cluster.onHost(host, "/etc/kubernetes/pki/sa." + (secret ? "key" : "pub"));
    }
    Path pair = cluster.onHost(host, "/home/ubuntu/service-account");
    if (secret) {
      return Path.of(pair + "-key.pem");
    }
    String key = openssl.run("x509", "-noout", "-pubkey", "-in", pair + ".pem").accepted();
    return cluster.write("sa.pub", key);
  }

  @Test
  void aKeyThatEncryptsSecretsHas32BytesAndIsTheSameOnEveryControlHost() {
    List<String> configs =
        kind.layout().files().stream()
            .filter(row -> row.cell(1).endsWith("encryption-config.yaml"))
            .map(row -> read(cluster.onHost(row.host(), row.cell(1))))
            .distinct()
            .toList();
    assertThat(configs).hasSize(kind.layout() == Layout.KUBENET ? 1 : 0);
    for (String config : configs) {
      Matcher secret = SECRET.matcher(config);
      assertThat(secret.find()).isTrue();
      assertThat(Base64.getDecoder().decode(secret.group(1))).hasSize(32);
      assertThat(config).contains("kind: EncryptionConfiguration", "apiserver.config.k8s.io/v1");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
