package dev.kprov.pki;

import dev.kprov.base.Sha256;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a certificate says, and which known authority really signed it. Made by the room that knows
 * X.509; judged here.
 *
 * @param subject its subject
 * @param issuer the issuer's name as written in it
 * @param serial its serial number
 * @param names its subject alternative names
 * @param usages its extended key usages, those that kprov knows
 * @param authority whether basic constraints say CA:TRUE
 * @param pathLength how many authorities may stand between it and a leaf; empty where nothing
 *     limits that
 * @param notBefore first second of its validity
 * @param notAfter last second of its validity
 * @param publicKey SHA-256 of its SubjectPublicKeyInfo
 * @param algorithm the kind of its key; empty for one that kprov does not make
 * @param strength how hard it is to forge, whatever the kind of its key
 * @param keyIdentifiers whether it has both a subject and an authority key identifier (a
 *     self-signed one needs only the first)
 * @param signer the public key, among the keys that were tried, that verifies its signature
 * @param fingerprint SHA-256 of its DER encoding
 */
public record CertificateInfo(
    Subject subject,
    Subject issuer,
    BigInteger serial,
    AltNames names,
    Set<Usage> usages,
    boolean authority,
    OptionalInt pathLength,
    Instant notBefore,
    Instant notAfter,
    Sha256 publicKey,
    Optional<KeyAlgorithm> algorithm,
    Strength strength,
    boolean keyIdentifiers,
    Optional<Sha256> signer,
    Sha256 fingerprint) {

  public CertificateInfo {
    usages = Set.copyOf(usages);
  }

  /** Self-signed is a matter of key and signature, never of equal names. */
  public boolean selfSigned() {
    return signer.equals(Optional.of(publicKey));
  }

  public boolean sameKey(CertificateInfo other) {
    return publicKey.equals(other.publicKey);
  }

  public boolean signedBy(CertificateInfo ca) {
    return signer.equals(Optional.of(ca.publicKey));
  }

  /**
   * Who signed it in the place of an authority, for people; empty where the authority did. Names
   * alone mislead here: whoever makes a CA by the guide a second time gives it the same one.
   */
  public Optional<String> otherSigner(CertificateInfo ca) {
    if (signedBy(ca)) {
      return Optional.empty();
    }
    if (selfSigned()) {
      return Optional.of("signed by its own key");
    }
    return Optional.of(
        issuer.equals(ca.subject)
            ? "signed by another CA of the same name, with another key"
            : "signed by another CA, " + issuer);
  }
}
