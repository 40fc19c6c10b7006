package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorities that others made: what OpenSSL writes is taken as it is, or refused. */
class CaTest extends CaBench {

  private static final String PASSPHRASE = "correct horse";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genpkey -algorithm RSA -out KEY",
        "genrsa -traditional -out KEY 2048",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY",
        "ecparam -name secp384r1 -genkey -out KEY"
      })
  void everyFormOfKeyIsTakenAndTheCertificateStaysAsItIs(String command) throws IOException {
    root("corp", command, "/O=Corp/CN=Corp CA");
    Desk.Ran taken = ca("import", "--cert", file("corp.crt"), "--key", file("corp.key"));
    assertThat(taken.exit()).as(taken.toString()).isZero();
    assertThat(taken.out()).startsWith("authority ca: imported; O=Corp, CN=Corp CA until ");
    assertThat(store().resolve("ca.pem")).hasSameTextualContentAs(Path.of(file("corp.crt")));
    assertThat(text(file("corp.key"))).endsWith(text(store().resolve("ca-key.pem")));
    assertThat(UserTest.modes(store()))
        .containsEntry("ca-key.pem", "rw-------")
        .containsEntry("ca.pem", "rw-r--r--");
    assertThat(lastLine("ledger.jsonl")).contains("authority/ca", "\"reason\":\"imported\"");
    assertThat(lastLine("journal.jsonl")).contains("imported authority ca");
    Map<String, String> before = contents();
    assertThat(ca("import", "--cert", file("corp.crt"), "--key", file("corp.key")).out())
        .startsWith("authority ca: nothing to do; O=Corp, CN=Corp CA until ");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void oneFileWithTextAndCarriageReturnsIsEnough() throws IOException {
    root("corp", "genrsa -traditional -out KEY 2048", "/CN=Corp CA");
    String certificate = text(Path.of(file("corp.crt")));
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        (openssl("x509", "-text", "-in", file("corp.crt")) + text(file("corp.key")))
            .replace("\n", "\r\n"));
    Desk.Ran taken = ca("import", "ca", "--cert", both.toString());
    assertThat(taken.exit()).as(taken.toString()).isZero();
    assertThat(store().resolve("ca.pem")).hasContent(certificate);
    assertThat(store().resolve("ca-key.pem")).hasContent(text(file("corp.key")));
  }

  @Test
  void anEncryptedKeyStaysEncryptedAndItsPassphraseIsAskedForOnlyToSign() throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    encrypt("corp.key");
    Desk.Ran nobody = ca("import", "--cert", file("corp.crt"), "--key", file("corp.key"));
    assertThat(nobody.exit()).isEqualTo(64);
    assertThat(nobody.err())
        .contains("corp.key is encrypted, must sign, and there is no terminal")
        .contains("hint: give it on a file descriptor: --passphrase-fd 3 3<FILE");
    assertThat(store()).doesNotExist();

    Desk.Ran taken =
        withPassphrase(
            PASSPHRASE + "\nanother line\n",
            "import",
            "--cert",
            file("corp.crt"),
            "--key",
            file("corp.key"));
    assertThat(taken.exit()).as(taken.toString()).isZero();
    assertThat(taken.out()).contains("its key stays encrypted");
    assertThat(store().resolve("ca-key.pem")).hasSameTextualContentAs(Path.of(file("corp.key")));
    assertThat(contents().values()).noneMatch(text -> text.contains(PASSPHRASE));

    assertThat(user("add", "jane").err())
        .contains("ca-key.pem is encrypted, must sign, and there is no terminal");
    Person person = Person.ofSecrets("wrong", "worse", PASSPHRASE);
    desk.terminal(person);
    Desk.Ran signed = user("add", "jane");
    assertThat(signed.exit()).as(signed.toString()).isZero();
    assertThat(person.asked())
        .hasSize(3)
        .allMatch(question -> question.contains("passphrase of " + store().resolve("ca-key.pem")));
    openssl(
        "verify",
        "-attime",
        at(),
        "-CAfile",
        file("corp.crt"),
        store().resolve("users/jane/jane.pem"));
    assertThat(user("add", "jane").out()).contains("nothing to do");
    assertThat(person.asked()).hasSize(3);
  }

  @Test
  void afterThreeWrongAnswersNothingIsDone() throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    encrypt("corp.key");
    Person person = Person.ofSecrets("a", "b", "c", PASSPHRASE);
    desk.terminal(person);
    Desk.Ran refused = ca("import", "--cert", file("corp.crt"), "--key", file("corp.key"));
    assertThat(refused.exit()).isEqualTo(64);
    assertThat(refused.err()).contains("that is not the passphrase of " + file("corp.key"));
    assertThat(person.asked()).hasSize(3);
    assertThat(
            withPassphrase("no\n", "import", "--cert", file("corp.crt"), "--key", file("corp.key"))
                .err())
        .contains("that is not the passphrase of " + file("corp.key"));
    assertThat(store()).doesNotExist();
  }

  @Test
  void theKeyOfAnotherCaIsRefused() throws IOException {
    root("one", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    root("two", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    Desk.Ran refused = ca("import", "--cert", file("one.crt"), "--key", file("two.key"));
    assertThat(refused.exit()).isEqualTo(78);
    assertThat(refused.err())
        .contains(file("two.key") + " has the key of no certificate in " + file("one.crt"));
    assertThat(store()).doesNotExist();
  }

  @Test
  void aLeafIsRefusedAndSoIsACaThatMayNotSign() throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    root("leaf", "genpkey -algorithm RSA -out KEY", "/CN=Leaf", "basicConstraints=CA:FALSE");
    assertThat(ca("import", "--cert", file("leaf.crt"), "--key", file("leaf.key")).err())
        .contains(file("leaf.crt") + " is the certificate of a leaf, not of a CA");
    root(
        "odd",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out KEY",
        "/CN=Odd",
        "basicConstraints=critical,CA:TRUE",
        "keyUsage=critical,cRLSign",
        "extendedKeyUsage=clientAuth");
    Desk.Ran odd = ca("import", "--cert", file("odd.crt"), "--key", file("odd.key"));
    assertThat(odd.exit()).isEqualTo(78);
    assertThat(odd.err())
        .contains("may not sign certificates (key usage)")
        .contains("may not sign for servers and clients alike (extended key usage)")
        .contains("has a weak key, RSA of 1024");
  }

  @Test
  void aCaThatHasEndedOrNotBegunIsRefused() throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    desk.at(Instant.now().plus(Duration.ofDays(4000)));
    assertThat(ca("import", "--cert", file("corp.crt"), "--key", file("corp.key")).err())
        .contains(file("corp.crt") + " expired ");
    desk.at(Instant.now().minus(Duration.ofDays(1)));
    assertThat(ca("import", "--cert", file("corp.crt"), "--key", file("corp.key")).err())
        .contains(file("corp.crt") + " is not valid before ");
  }

  @Test
  void theAuthorityThatAStoreHasIsNotReplaced() throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    Desk.Ran refused =
        desk.run(
            "ca",
            "import",
            desk.inventory().toString(),
            "--cert",
            file("corp.crt"),
            "--key",
            file("corp.key"));
    assertThat(refused.exit()).isEqualTo(78);
    assertThat(refused.err()).contains("the store has another authority ca already");
    Files.delete(desk.store().resolve("ca.pem"));
    Files.delete(desk.store().resolve("ca-key.pem"));
    assertThat(
            desk.run(
                    "ca",
                    "import",
                    desk.inventory().toString(),
                    "--cert",
                    file("corp.crt"),
                    "--key",
                    file("corp.key"))
                .err())
        .contains("the ledger says that authority ca was issued with another key");
  }

  @Test
  void whatCannotBeReadIsToldAllAtOnce() throws IOException {
    Files.writeString(folder.resolve("bad.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
    Desk.Ran refused = ca("import", "--cert", file("bad.crt"), "--key", file("none.key"));
    assertThat(refused.exit()).isEqualTo(78);
    assertThat(refused.err())
        .contains("bad.crt is cut short: its CERTIFICATE block has no end")
        .contains("cannot read " + file("none.key") + ": no such file");
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    assertThat(ca("import", "--cert", file("corp.crt")).err())
        .contains(file("corp.crt") + " has no PEM private key");
    assertThat(ca("import", "ka", "--cert", file("corp.crt")).err())
        .contains("no authority ka", "hint: NAME: known here: ca");
  }

  @Test
  void aPassphraseThatIsNotUtf8IsNeverGuessedAt() throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    encrypt("corp.key");
    Path file = Files.write(folder.resolve("passphrase"), new byte[] {'a', (byte) 0xc3, '\n', 'b'});
    try (Descriptor descriptor = Descriptor.of(file)) {
      Desk.Ran refused =
          ca(
              "import",
              "--cert",
              file("corp.crt"),
              "--key",
              file("corp.key"),
              "--passphrase-fd",
              descriptor.number());
      assertThat(refused.exit()).isEqualTo(64);
      assertThat(refused.err())
          .contains("cannot read the passphrase from file descriptor")
          .contains(": its first line is not UTF-8");
    }
  }

  @ParameterizedTest
  @CsvSource({"import, imported", "csr, requested"})
  void jsonTellsTheSameWithoutTheKey(String command, String reason) throws IOException {
    root("corp", "genpkey -algorithm RSA -out KEY", "/CN=Corp CA");
    Desk.Ran done =
        command.equals("csr")
            ? ca("csr", "-o", "json")
            : ca("import", "--cert", file("corp.crt"), "--key", file("corp.key"), "-o", "json");
    assertThat(done.out()).contains("\"ca " + command + "\"").doesNotContain("PRIVATE");
    assertThat(lastLine("journal.jsonl")).contains("\"outcome\":\"" + reason + "\"");
    assertThat(done.out())
        .containsPattern("\"journal\": \\{\\s+\"run\": 1,\\s+\"head\": \"[0-9a-f]{64}\"");
  }

  /** Runs it with an open file descriptor from which it can read. */
  private Desk.Ran withPassphrase(String lines, String command, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), lines);
    try (Descriptor descriptor = Descriptor.of(file)) {
      return ca(
          command,
          Stream.concat(Stream.of(more), Stream.of("--passphrase-fd", descriptor.number()))
              .toArray(String[]::new));
    }
  }

  private void encrypt(String key) throws IOException {
    openssl(
        "pkcs8", "-topk8", "-in", file(key), "-passout", "pass:" + PASSPHRASE, "-out", file("e"));
    Files.move(folder.resolve("e"), folder.resolve(key), StandardCopyOption.REPLACE_EXISTING);
  }
}
