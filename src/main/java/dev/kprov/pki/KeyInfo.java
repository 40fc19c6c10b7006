package dev.kprov.pki;

import dev.kprov.base.Sha256;
import java.util.Optional;

/**
 * What may be known of a key pair.
 *
 * @param algorithm its kind; empty for one that kprov does not make
 * @param publicKey SHA-256 of the SubjectPublicKeyInfo of its public half
 */
public record KeyInfo(Optional<KeyAlgorithm> algorithm, Sha256 publicKey) {

  /** The key of a certificate. */
  static KeyInfo of(CertificateInfo certificate) {
    return new KeyInfo(certificate.algorithm(), certificate.publicKey());
  }

  /** Its kind, for people. */
  public String kind() {
    return algorithm.map(KeyAlgorithm::word).orElse("another kind");
  }
}
