package dev.kprov.mint;

import dev.kprov.pki.CertificateInfo;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;

/** An X.509 certificate that was made or read, with what it says. */
public final class Certificate {

  private final X509Certificate x509;
  private final CertificateInfo info;

  Certificate(X509Certificate x509, CertificateInfo info) {
    this.x509 = x509;
    this.info = info;
  }

  public CertificateInfo info() {
    return info;
  }

  /** One PEM block, lines of 64 characters. */
  public byte[] pem() {
    return Pem.encode("CERTIFICATE", der());
  }

  /** The same, its signer looked for among others. */
  Certificate among(Collection<Certificate> signers) {
    return Certificates.described(x509, signers);
  }

  byte[] der() {
    try {
      return x509.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate keeps the bytes that it was read from", e);
    }
  }

  X509Certificate x509() {
    return x509;
  }

  PublicKey publicKey() {
    return x509.getPublicKey();
  }

  @Override
  public String toString() {
    return info.toString();
  }
}
