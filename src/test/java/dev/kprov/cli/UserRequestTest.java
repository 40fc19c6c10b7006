package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.judge.TlsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users who keep their keys: what OpenSSL makes is signed, and nothing that it asks for counts. */
class UserRequestTest {
  @TempDir private Path folder;
  private final Judge openssl = Judge.of("openssl");
  private Desk desk;

  @BeforeEach
  void aClusterWithItsPki() {
    desk = new Desk(folder.resolve("desk"), Instant.now());
  }

  @ParameterizedTest
  @CsvSource({"rsa:2048, -sha256", "ec -pkeyopt ec_paramgen_curve:P-384, -sha384"})
  void theSubjectIsTheOperatorsAndTheKeyStaysWithTheUser(String key, String hash)
      throws IOException {
    Path csr = request("jane", key, "/O=system:masters/CN=admin", hash);
    Path out = folder.resolve("out");
    Desk.Ran added =
        desk.user(
            "add", "jane", "--group", "dev", "--csr", csr.toString(), "--out", out.toString());
    assertThat(added.exit()).as(added.toString()).isZero();
    assertThat(added.out()).contains("the kubeconfig looks for jane-key.pem beside itself");
    assertThat(UserTest.modes(user()).keySet())
        .isEqualTo(Set.of("jane.csr", "jane.pem", "jane.kubeconfig"));
    String certificate =
        openssl.run("x509", "-noout", "-text", "-in", user().resolve("jane.pem")).accepted();
    assertThat(certificate)
        .contains("Subject: O = dev, CN = jane")
        .doesNotContain("admin", "CA:TRUE", "DNS:");
    try (TlsServer api = TlsServer.start(desk.store())) {
      Files.copy(folder.resolve("jane-key.pem"), out.resolve("jane-key.pem"));
      assertThat(api.get("kubernetes", "--kubeconfig=" + out.resolve("jane.kubeconfig")).accepted())
          .contains("O=dev, CN=jane");
    }
  }

  @Test
  void aRenewalSignsTheSameKeyWithoutAskingForTheRequestAgain() throws IOException {
    desk.user("add", "jane", "--csr", request("jane", "rsa:2048", "/CN=x", "-sha256").toString());
    String key = publicKey();
    desk.at(Instant.now().plus(Duration.ofHours(7)));
    assertThat(desk.user("add", "jane").out()).contains("issued (expires ");
    assertThat(publicKey()).isEqualTo(key);
    assertThat(desk.user("list").out()).matches("(?s).*jane +- +\\S+ +8h +user +1 valid .*");
    assertThat(desk.user("add", "jane", "--new-key").err()).contains("user jane keeps the key");
  }

  @Test
  void aRequestOfAnotherKeyIsAnotherUserUnlessTheOperatorSaysOtherwise() throws IOException {
    desk.user("add", "jane", "--csr", request("jane", "rsa:2048", "/CN=x", "-sha256").toString());
    String key = publicKey();
    String other = request("other", "rsa:2048", "/CN=x", "-sha256").toString();
    assertThat(desk.user("add", "jane", "--csr", other).err())
        .contains("would be another: key: that of another request");
    assertThat(publicKey()).isEqualTo(key);
    assertThat(desk.user("add", "jane", "--csr", other, "--renew").exit()).isZero();
    assertThat(publicKey()).isNotEqualTo(key);
    assertThat(desk.user("add", "joe", "--csr", other).err())
        .contains("the key of the request is that of user/jane");
    desk.user("add", "kim");
    assertThat(desk.user("add", "kim", "--csr", other, "--renew").err())
        .contains("user kim has a key in the store");
  }

  @ParameterizedTest
  @CsvSource({
    "rsa:1024, -sha256, has a key of 1024 that is none of rsa-2048",
    "rsa:2048, -sha1, 'is not signed with SHA-256, SHA-384 or SHA-512'",
    "ec -pkeyopt ec_paramgen_curve:secp256k1, -sha256, that is none of",
    "ed25519, -sha256, has a key that is neither RSA nor ECDSA",
    "rsa:2048 -pkeyopt rsa_keygen_pubexp:3, -sha256, has an RSA key with the public exponent 3"
  })
  void aWeakRequestIsRefused(String key, String hash, String cause) throws IOException {
    Desk.Ran refused =
        desk.user("add", "jane", "--csr", request("jane", key, "/CN=x", hash).toString());
    assertThat(refused.exit()).as(refused.toString()).isEqualTo(78);
    assertThat(refused.err()).contains(cause);
    assertThat(user()).doesNotExist();
  }

  @Test
  void whatIsNoRequestIsRefusedAndAPrivateKeyIsNamedAsSuch() throws IOException {
    Path csr = request("jane", "rsa:2048", "/CN=x", "-sha256");
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both, Files.readString(folder.resolve("jane-key.pem")) + Files.readString(csr));
    assertThat(desk.user("add", "jane", "--csr", both.toString()).err())
        .contains("holds a private key, which should have stayed with its owner");
    assertThat(desk.user("add", "jane", "--csr", desk.inventory().toString()).err())
        .contains("is no PEM certificate request");
    Path none = folder.resolve("none");
    assertThat(desk.user("add", "jane", "--csr", none.toString()).err())
        .contains("cannot read " + none + ": no such file");
  }

  private Path request(String name, String key, String subject, String hash) throws IOException {
    Path csr = folder.resolve(name + ".csr");
    Path keyFile = folder.resolve(name + "-key.pem");
    String[] kind = key.split(" ");
    Object[] line =
        Stream.of(
                Stream.of("req", "-new", "-nodes", hash, "-newkey"),
                Stream.of(kind),
                Stream.of("-keyout", keyFile, "-out", csr, "-subj", subject),
                Stream.of("-addext", "basicConstraints=critical,CA:TRUE"),
                Stream.of("-addext", "subjectAltName=DNS:kubernetes"))
            .flatMap(part -> part)
            .toArray();
    openssl.run(line).accepted();
    return csr;
  }

  private Path user() {
    return desk.store().resolve("users/jane");
  }

  private String publicKey() {
    return openssl.run("x509", "-noout", "-pubkey", "-in", user().resolve("jane.pem")).accepted();
  }
}
