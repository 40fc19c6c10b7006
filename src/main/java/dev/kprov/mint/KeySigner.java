package dev.kprov.mint;

import dev.kprov.pki.KeyAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs with the JDK's own algorithms, so that Bouncy Castle serves for encoding only and its
 * provider, which is slow to load, is never made.
 */
final class KeySigner implements ContentSigner {

  private final PrivateKeyPair key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  KeySigner(PrivateKeyPair key) {
    this.key = key;
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
      Signature signature = Signature.getInstance(algorithm());
      signature.initSign(key.privateKey());
      signature.update(content.toByteArray());
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with " + algorithm(), e);
    }
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
