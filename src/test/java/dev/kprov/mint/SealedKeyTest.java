package dev.kprov.mint;

import static dev.kprov.mint.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Secret;
import dev.kprov.judge.Judge;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that OpenSSL encrypted, in all the ways in which it does, and did. */
class SealedKeyTest {

  private static final String PASSPHRASE = "zażółć-gęślą";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genpkey -algorithm RSA -aes256 -pass pass:PASS -out KEY",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes128 -pass pass:PASS -out KEY",
        "genrsa -traditional -aes256 -passout pass:PASS -out KEY 2048",
        "genrsa -traditional -des3 -passout pass:PASS -out KEY 2048",
        "ec -in SOURCE -aes256 -passout pass:PASS -out KEY",
        "pkcs8 -topk8 -in SOURCE -v2 des3 -passout pass:PASS -out KEY",
        "pkcs8 -topk8 -in SOURCE -v2 aes256 -v2prf hmacWithSHA512 -passout pass:PASS -out KEY",
        "pkcs8 -topk8 -in SOURCE -scrypt -passout pass:PASS -out KEY",
        "pkcs8 -topk8 -in SOURCE -v1 PBE-SHA1-3DES -passout pass:PASS -out KEY"
      })
  void everyWayInWhichOpensslEncryptsIsOpenedByTheRightPassphraseOnly(String command) {
    Path ec = folder.resolve("ec.pem");
    openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out " + ec);
    Path file = folder.resolve("key.pem");
    openssl(command.replace("SOURCE", ec.toString()).replace("KEY", file.toString()));

    SealedKey sealed = SealedKey.of(Secret.of(Samples.read(file))).orElseThrow();

    assertThat(sealed.open("wrong".toCharArray()))
        .isInstanceOf(SealedKey.Opening.WrongPassphrase.class);
    assertThat(sealed.open(new char[0])).isInstanceOf(SealedKey.Opening.WrongPassphrase.class);
    assertThat(sealed.open(PASSPHRASE.toCharArray()))
        .isInstanceOfSatisfying(
            SealedKey.Opening.Opened.class,
            opened ->
                assertThat(new String(opened.pair().publicPem(), StandardCharsets.US_ASCII))
                    .isEqualTo(
                        Judge.of("openssl")
                            .run("pkey", "-in", file, "-passin", "pass:" + PASSPHRASE, "-pubout")
                            .accepted()));
  }

  @Test
  void whatIsKeptOfItIsTheBlockAsItWas() {
    Path file = folder.resolve("key.pem");
    openssl("genrsa -traditional -aes256 -passout pass:secret -out " + file + " 2048");
    String text = new String(Samples.read(file), StandardCharsets.US_ASCII);
    Secret windows = Samples.secret("a CA of 2011\r\n" + text.replace("\n", "\r\n"));
    assertThat(
            new String(bytes(SealedKey.of(windows).orElseThrow().pem()), StandardCharsets.US_ASCII))
        .isEqualTo(text);
  }

  @Test
  void aKeyThatAnybodyCanReadIsNotSealed() {
    Path file = folder.resolve("key.pem");
    openssl("genrsa -out " + file + " 2048");
    assertThat(SealedKey.of(Secret.of(Samples.read(file)))).isEmpty();
    assertThat(SealedKey.of(Samples.secret("hello"))).isEmpty();
  }

  @Test
  void anEncryptionThatNobodyKnowsIsToldFromAWrongPassphrase() {
    String dsa = "MBkwDQYJKoZIhvcNAQEBBQAECAAAAAAAAAAA"; // encrypted "with" rsaEncryption
    Secret pem =
        Samples.secret(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                + dsa
                + "\n-----END ENCRYPTED PRIVATE KEY-----\n");
    assertThat(SealedKey.of(pem).orElseThrow().open("x".toCharArray()))
        .isInstanceOf(SealedKey.Opening.Unusable.class);
  }

  private static void openssl(String command) {
    Judge.of("openssl").run((Object[]) command.replace("PASS", PASSPHRASE).split(" ")).accepted();
  }
}
