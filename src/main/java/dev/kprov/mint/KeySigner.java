package dev.kprov.mint;

import dev.kprov.pki.KeyAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs with the JDK's own algorithms, so that Bouncy Castle serves for encoding only and its
 * provider, which is slow to load, is never made; for RSA with Conscrypt's where that pays. An RSA
 * signature is the same whoever makes it (RFC 8017 section 8.2).
 */
final class KeySigner implements ContentSigner {

  private final PrivateKeyPair key;
  private final boolean natively;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  /**
   * @param natively whether the native library is worth loading
   */
  KeySigner(PrivateKeyPair key, boolean natively) {
    this.key = key;
    this.natively = natively;
  }

  /** RFC 4055 section 5 wants NULL parameters for RSA, RFC 5758 section 3.2 none for ECDSA. */
  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    if (rsa()) {
      return new AlgorithmIdentifier(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    }
    return new AlgorithmIdentifier(
        p256() ? X9ObjectIdentifiers.ecdsa_with_SHA256 : X9ObjectIdentifiers.ecdsa_with_SHA384);
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    try {
      Signature signature = begun();
      signature.update(content.toByteArray());
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with " + algorithm(), e);
    }
  }

  private Signature begun() throws GeneralSecurityException {
    Optional<Provider> library = natively && rsa() ? NativeRsa.provider() : Optional.empty();
    if (library.isPresent()) {
      try {
        return begun(Signature.getInstance(algorithm(), library.get()));
      } catch (InvalidKeyException _) {
        // It refuses keys that the JDK takes, such as those with an exponent of more than 33 bits.
      }
    }
    return begun(Signature.getInstance(algorithm()));
  }

  private Signature begun(Signature signature) throws InvalidKeyException {
    signature.initSign(key.privateKey());
    return signature;
  }

  private String algorithm() {
    if (rsa()) {
      return "SHA256withRSA";
    }
    return p256() ? "SHA256withECDSA" : "SHA384withECDSA";
  }

  private boolean rsa() {
    return key.publicKey().getAlgorithm().equals("RSA");
  }

  private boolean p256() {
    return key.info().algorithm().filter(KeyAlgorithm.ECDSA_P256::equals).isPresent();
  }
}
