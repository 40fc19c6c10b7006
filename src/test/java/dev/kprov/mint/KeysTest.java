package dev.kprov.mint;

import static dev.kprov.mint.Samples.bytes;
import static dev.kprov.mint.Samples.key;
import static dev.kprov.mint.Samples.secret;
import static dev.kprov.mint.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.judge.Judge;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void everyKindIsReadBackAsItWasMade(KeyAlgorithm algorithm) {
    PrivateKeyPair made = key(algorithm);
    PrivateKeyPair again = Keys.read(made.pem()).toOptional().orElseThrow();
    assertThat(again.info()).isEqualTo(made.info());
    assertThat(made.info().algorithm()).contains(algorithm);
    assertThat(bytes(again.pem())).isEqualTo(bytes(made.pem()));
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void opensslAndGnutlsReadEveryKindAndSeeTheSamePublicHalf(KeyAlgorithm algorithm) {
    PrivateKeyPair made = key(algorithm);
    Path file = write(folder, "key.pem", bytes(made.pem()));
    String publicHalf = Judge.of("openssl").run("pkey", "-in", file, "-pubout").accepted();
    Judge.of("openssl").run("pkey", "-in", file, "-check", "-noout").accepted();
    Judge.of("certtool").run("--key-info", "--infile", file).accepted();
    assertThat(publicHalf).isEqualTo(new String(made.publicPem(), StandardCharsets.US_ASCII));
  }

  @Test
  void aKeyFileHasLinesOf64CharactersAndEndsWithALineFeed() {
    String text = new String(bytes(key(KeyAlgorithm.RSA_2048).pem()), StandardCharsets.US_ASCII);
    assertThat(text)
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("-----END PRIVATE KEY-----\n");
    assertThat(text.lines().skip(1).findFirst().orElseThrow()).hasSize(64);
    assertThat(text.lines().mapToInt(String::length).max()).hasValue(64);
  }

  @ParameterizedTest
  @CsvSource({
    "genrsa -traditional -out KEY 2048, RSA_2048",
    "genrsa -out KEY 3072, RSA_3072",
    "ecparam -name prime256v1 -genkey -out KEY, ECDSA_P256",
    "ecparam -name secp384r1 -genkey -noout -out KEY, ECDSA_P384",
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out KEY, ECDSA_P384"
  })
  void theFormsThatOpensslWritesAreRead(String command, KeyAlgorithm algorithm) {
    Path file = folder.resolve("key.pem");
    Judge.of("openssl")
        .run((Object[]) command.replace("KEY", file.toString()).split(" "))
        .accepted();
    PrivateKeyPair pair = Keys.read(Secret.of(Samples.read(file))).toOptional().orElseThrow();
    assertThat(pair.info().algorithm()).contains(algorithm);
    String publicHalf = Judge.of("openssl").run("pkey", "-in", file, "-pubout").accepted();
    assertThat(publicHalf).contains(new String(pair.publicPem(), StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @CsvSource({
    "genrsa -out KEY 2048, rsa-2048",
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out KEY, ecdsa-p256",
    "genpkey -algorithm ED25519 -out KEY, another kind"
  })
  void aPublicKeyOfOpensslIsKnownByItsFingerprint(String command, String kind) {
    Path file = folder.resolve("key.pem");
    Path spki = folder.resolve("spki.der");
    Judge openssl = Judge.of("openssl");
    openssl.run((Object[]) command.replace("KEY", file.toString()).split(" ")).accepted();
    String pem = openssl.run("pkey", "-in", file, "-pubout").accepted();
    openssl.run("pkey", "-in", file, "-pubout", "-outform", "DER", "-out", spki).accepted();

    KeyInfo read =
        Keys.readPublic(pem.getBytes(StandardCharsets.US_ASCII)).toOptional().orElseThrow();

    assertThat(read.kind()).isEqualTo(kind);
    assertThat(read.publicKey()).isEqualTo(Sha256.of(Samples.read(spki)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rubbish | is not one PEM public key",
        "-----BEGIN PUBLIC KEY-----,AAAA,-----END PUBLIC KEY----- | holds a public key that cannot"
            + " be decoded",
        "-----BEGIN PUBLIC KEY-----,A%,-----END PUBLIC KEY----- | has a damaged PUBLIC KEY block",
        "-----BEGIN PUBLIC KEY----- | is cut short: its PUBLIC KEY block has no end"
      })
  void whatIsNoPublicKeyHasACause(String text, String cause) {
    byte[] pem = text.replace(',', '\n').getBytes(StandardCharsets.US_ASCII);

    assertThat(Keys.readPublic(pem).fault()).contains(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "genrsa -traditional -aes128 -passout pass:secret -out KEY 2048, is encrypted with a password",
    "genpkey -algorithm RSA -aes128 -pass pass:secret -out KEY, is encrypted with a password",
    "genpkey -algorithm ED25519 -out KEY, holds a key that is neither RSA nor ECDSA",
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out KEY, holds an ECDSA key on a"
        + " curve other than P-256 and P-384",
    "req -new -subj /CN=x -nodes -newkey rsa:2048 -keyout /dev/null -out KEY, 'holds a CERTIFICATE"
        + " REQUEST block, not a private key'"
  })
  void otherFilesAreRefusedWithTheirCause(String command, String cause) {
    Path file = folder.resolve("key.pem");
    Judge.of("openssl")
        .run((Object[]) command.replace("KEY", file.toString()).split(" "))
        .accepted();
    assertThat(Keys.read(Secret.of(Samples.read(file))).fault()).contains(cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is no PEM private key",
        "hello | is no PEM private key",
        "-----BEGIN PRIVATE KEY-----\\nAAAA | is cut short: its PRIVATE KEY block has no end",
        "-----BEGIN PRIVATE KEY-----\\n!!\\n-----END PRIVATE KEY----- | has a damaged PRIVATE KEY"
            + " block",
        "-----BEGIN PRIVATE KEY-----\\nMAA=\\n-----END PRIVATE KEY----- | has a damaged PRIVATE KEY"
            + " block",
        "-----BEGIN EC PRIVATE KEY-----\\nMAA=\\n-----END EC PRIVATE KEY----- | has a damaged EC"
            + " PRIVATE KEY block"
      })
  void garbageIsAValue(String text, String cause) {
    assertThat(Keys.read(secret(text.replace("\\n", "\n"))).fault()).contains(cause);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"RSA_2048", "ECDSA_P256"})
  void aDamagedByteMakesAKeyUnreadableOrMakesNoDifference(KeyAlgorithm algorithm) {
    byte[] whole = bytes(key(algorithm).pem());
    int begin = "-----BEGIN PRIVATE KEY-----\n".length();
    int end = whole.length - "\n-----END PRIVATE KEY-----\n".length();
    IntStream.range(begin, end)
        .filter(at -> whole[at] != '\n' && whole[at] != '=')
        .forEach(at ->
            assertThat(withDamage(whole, at))
                .as("byte " + at)
                .isIn(Optional.empty(), Optional.of(Sha256.of(whole))));
  }

  /** What the key is read as that has another character of Base64 at one place. */
  private static Optional<Sha256> withDamage(byte[] whole, int at) {
    byte[] damaged = whole.clone();
    damaged[at] = (byte) (damaged[at] == 'A' ? 'Q' : 'A');
    return Keys.read(Secret.of(damaged)).toOptional().map(key -> Sha256.of(key.pem()));
  }

  @Test
  void twoKeysInOneFileAreRefused() {
    byte[] one = bytes(key(KeyAlgorithm.ECDSA_P256).pem());
    String twice = new String(one, StandardCharsets.US_ASCII).repeat(2);
    assertThat(Keys.read(secret(twice)).fault())
        .contains("holds 2 PEM blocks where one private key should be");
  }

  @Test
  void aKeyPrintsAsTheHashOfItsPublicHalf() {
    PrivateKeyPair pair = key(KeyAlgorithm.ECDSA_P256);
    assertThat(pair).hasToString("key " + pair.info().publicKey().shortHex());
    assertThat(new Pem.Block("PRIVATE KEY", "MIIE")).hasToString("PRIVATE KEY");
  }

  @Test
  void opensslsIdeaOfTheKeyHashIsOurs() {
    PrivateKeyPair pair = key(KeyAlgorithm.RSA_2048);
    Path file = write(folder, "pub.pem", pair.publicPem());
    Path der = folder.resolve("pub.der");
    Judge.of("openssl")
        .run("pkey", "-pubin", "-in", file, "-outform", "DER", "-out", der)
        .accepted();
    assertThat(Judge.of("sha256sum").run(der).accepted()).startsWith(pair.info().publicKey().hex());
  }
}
