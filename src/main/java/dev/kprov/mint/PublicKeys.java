package dev.kprov.mint;

import dev.kprov.base.Sha256;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Strength;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tells the kinds of public keys apart. */
final class PublicKeys {

  /** Those that Kubernetes signs tokens with, and what else may lie in their place. */
  private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

  private PublicKeys() {}

  /** The kind of a key; empty for one that kprov does not make. */
  static Optional<KeyAlgorithm> algorithm(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa when rsa.getAlgorithm().equals("RSA") ->
          ofModulus(rsa.getModulus().bitLength());
      case ECPublicKey ec -> ofCurve(ec);
      default -> Optional.empty();
    };
  }

  /**
   * What is known of a key, by its SubjectPublicKeyInfo; empty for one that the JDK cannot read.
   */
  static Optional<KeyInfo> read(byte[] spki) {
    return KINDS.stream().flatMap(kind -> read(kind, spki).stream()).findFirst();
  }

  private static Optional<KeyInfo> read(String kind, byte[] spki) {
    try {
      return Optional.of(
          info(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(spki))));
    } catch (GeneralSecurityException | RuntimeException _) {
      return Optional.empty(); // another kind, or no key
    }
  }

  /** What is known of a key by its public half. */
  static KeyInfo info(PublicKey key) {
    return new KeyInfo(algorithm(key), Sha256.of(key.getEncoded()));
  }

  /** The key and the signature of a certificate, of whatever kind. */
  static Strength strength(X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    return new Strength(key.getAlgorithm(), bits(key), certificate.getSigAlgName());
  }

  private static int bits(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength();
      case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
      case DSAPublicKey dsa -> dsa.getParams().getP().bitLength();
      default -> 0;
    };
  }

  private static Optional<KeyAlgorithm> ofModulus(int bits) {
    return Arrays.stream(KeyAlgorithm.values())
        .filter(one -> one.rsa() && one.bits() == bits)
        .findFirst();
  }

  /** By the curve itself, not its size: secp256k1 has 256 bits too. */
  private static Optional<KeyAlgorithm> ofCurve(ECPublicKey key) {
    return Arrays.stream(KeyAlgorithm.values())
        .filter(one -> !one.rsa())
        .filter(one -> curve(one).equals(key.getParams().getCurve()))
        .findFirst();
  }

  private static EllipticCurve curve(KeyAlgorithm algorithm) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(curveName(algorithm));
      return parameters.getParameterSpec(ECParameterSpec.class).getCurve();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform knows the curve of " + algorithm, e);
    }
  }

  /** The curve of a kind of ECDSA key, by its name in SEC 2. */
  static ECGenParameterSpec curveName(KeyAlgorithm algorithm) {
    return new ECGenParameterSpec("secp" + algorithm.bits() + "r1");
  }
}
