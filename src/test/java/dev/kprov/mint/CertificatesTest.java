package dev.kprov.mint;

import static dev.kprov.mint.Samples.NOW;
import static dev.kprov.mint.Samples.authority;
import static dev.kprov.mint.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesTest {

  @TempDir private Path folder;

  private final Certificate ca =
      new Issuer().root(authority(KeyAlgorithm.ECDSA_P256), key(KeyAlgorithm.ECDSA_P256), NOW);

  private static Reading<Certificate> read(String pem) {
    return Certificates.read(pem.getBytes(StandardCharsets.US_ASCII), List.of());
  }

  private String pem() {
    return new String(ca.pem(), StandardCharsets.US_ASCII);
  }

  @Test
  void aCertificateIsReadBackAsItWasMade() {
    Certificate again = read(pem()).toOptional().orElseThrow();
    assertThat(again.info()).isEqualTo(ca.info());
    assertThat(again.pem()).isEqualTo(ca.pem());
  }

  @Test
  void textAroundTheBlockAndDosLineEndsDoNoHarm() {
    String noisy = "Subject: x\n" + pem() + "# end\n";
    assertThat(read(noisy).toOptional()).map(Certificate::info).contains(ca.info());
    assertThat(read(pem().replace("\n", "\r\n")).toOptional()).isPresent();
  }

  @Test
  void aBundleIsReadWhole() {
    byte[] bundle = (pem() + pem()).getBytes(StandardCharsets.US_ASCII);
    assertThat(Certificates.readAll(bundle, List.of()).toOptional().orElseThrow()).hasSize(2);
    assertThat(read(pem() + pem()).fault()).contains("holds 2 certificates instead of one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is no PEM certificate",
        "-----BEGIN CERTIFICATE-----\\n | is cut short: its CERTIFICATE block has no end",
        "-----BEGIN CERTIFICATE-----\\n=\\n-----END CERTIFICATE----- | has a damaged CERTIFICATE"
            + " block",
        "-----BEGIN CERTIFICATE-----\\n\\n-----END CERTIFICATE----- | holds a certificate that"
            + " cannot be decoded",
        "-----BEGIN CERTIFICATE-----\\nMAA=\\n-----END CERTIFICATE----- | holds a certificate that"
            + " cannot be decoded",
        "-----BEGIN PRIVATE KEY-----\\nMAA=\\n-----END PRIVATE KEY----- | 'holds a PRIVATE KEY"
            + " block, not a certificate'"
      })
  void garbageIsAValue(String text, String cause) {
    assertThat(read(text.replace("\\n", "\n")).fault()).contains(cause);
  }

  @Test
  void aTornFileIsNoCertificate() {
    String whole = pem();
    IntStream.range(0, whole.length() - 26)
        .forEach(end -> assertThat(read(whole.substring(0, end)).toOptional()).isEmpty());
  }

  @Test
  void noFlippedBitThrowsOrKeepsTheSignature() {
    int bits = ca.der().length * 8;
    // The signed part byte by byte; what follows it, which no signature covers, bit by bit.
    for (int bit = 0; bit < bits; bit += bit < bits - 800 ? 9 : 1) {
      byte[] der = ca.der().clone();
      der[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Certificates.read(Pem.encode("CERTIFICATE", der), List.of(ca)).toOptional())
          .matches(read -> read.flatMap(one -> one.info().signer()).isEmpty(), "bit " + bit);
    }
  }

  @Test
  void aForeignNameIsReadInItsOrderWithEveryAttribute() {
    Path file = folder.resolve("c.pem");
    Judge.of("openssl")
        .run(
            "req",
            "-x509",
            "-nodes",
            "-newkey",
            "ed25519",
            "-keyout",
            "/dev/null",
            "-out",
            file,
            "-multivalue-rdn",
            "-subj",
            "/C=US/O=a, b+OU=c/CN=x=y/emailAddress=e@x")
        .accepted();
    Certificate read = Certificates.read(Samples.read(file), List.of()).toOptional().orElseThrow();
    assertThat(read.info().subject().attributes().stream().map(Subject.Attribute::type))
        .startsWith("C")
        .endsWith("CN", "1.2.840.113549.1.9.1")
        .contains("O", "OU");
    assertThat(read.info().subject().values("O")).containsExactly("a, b");
    assertThat(read.info().subject().commonName()).isEqualTo("x=y");
    assertThat(read.info().algorithm()).isEmpty();
    assertThat(read.info().selfSigned()).isTrue();
  }
}
