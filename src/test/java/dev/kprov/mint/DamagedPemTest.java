package dev.kprov.mint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Secret;
import dev.kprov.fuzz.Mutations;
import dev.kprov.pki.KeyAlgorithm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys and certificates whose text or whose DER was damaged are read or refused by a cause. */
class DamagedPemTest {

  private static final List<String> PIECES =
      List.of(
          "-----BEGIN CERTIFICATE-----\n",
          "-----END CERTIFICATE-----\n",
          "-----BEGIN ",
          "-----END PRIVATE KEY-----",
          "Proc-Type: 4,ENCRYPTED\n",
          "=",
          "====",
          "MIIB",
          "\n",
          " ");

  /** What begins a value in DER, with lengths that lie. */
  private static final List<String> TAGS =
      List.of("0\u0080", "0\u0084\u007f", "\u0002\u0001", "\u0003\u0082", "\u0005\u0000", "\u0006");

  private final Certificate certificate = certificate();

  private static Certificate certificate() {
    return new Issuer()
        .root(
            Samples.authority(KeyAlgorithm.ECDSA_P256),
            Samples.key(KeyAlgorithm.ECDSA_P256),
            Samples.NOW);
  }

  @Test
  void aDamagedCertificateIsReadOrRefused() {
    Mutations.of(250, certificate.pem(), PIECES, this::readCertificate);
  }

  @Test
  void aCertificateOfDamagedDerIsReadOrRefusedAndTellsNoOtherSigner() {
    Mutations.of(
        250,
        certificate.der(),
        TAGS,
        damaged -> readCertificate(Pem.encode("CERTIFICATE", damaged)));
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "ECDSA_P384"})
  void aDamagedKeyIsReadOrRefused(KeyAlgorithm algorithm) {
    Mutations.of(125, Samples.bytes(Samples.key(algorithm).pem()), PIECES, DamagedPemTest::readKey);
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "ECDSA_P384"})
  void aKeyOfDamagedDerIsReadOrRefused(KeyAlgorithm algorithm) {
    byte[] der = Samples.key(algorithm).privateKey().getEncoded();
    for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")) {
      Mutations.of(60, der, TAGS, damaged -> readKey(Pem.encode(label, damaged)));
    }
  }

  private void readCertificate(byte[] pem) {
    Reading<List<Certificate>> reading = Certificates.readAll(pem, List.of(certificate));
    switch (reading) {
      case Reading.Good<List<Certificate>>(List<Certificate> all) ->
          assertThat(all)
              .allMatch(one ->
                  !one.info().signedBy(certificate.info())
                      || one.info().equals(certificate.info()));
      case Reading.Bad<List<Certificate>>(String cause) -> assertSafe(cause);
    }
  }

  private static void readKey(byte[] pem) {
    Keys.read(Secret.of(pem)).fault().ifPresent(DamagedPemTest::assertSafe);
  }

  /** A cause is short and bears nothing of the file but the label of a block. */
  private static void assertSafe(String cause) {
    assertThat(cause).hasSizeLessThan(150);
    assertThat(ISO_8859_1.newEncoder().canEncode(cause)).isTrue();
  }
}
