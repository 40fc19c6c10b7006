package dev.kprov.mint;

import dev.kprov.base.Secret;
import dev.kprov.pki.KeyInfo;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;

/** A private key with its public half. Prints as the hash of the public half. */
public final class PrivateKeyPair implements KeyHolder {

  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final Secret pem;

  /** Takes the PKCS #8 encoding in and overwrites it. */
  PrivateKeyPair(PrivateKey privateKey, PublicKey publicKey, byte[] pkcs8) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    byte[] text = Pem.encode("PRIVATE KEY", pkcs8);
    this.pem = Secret.of(text);
    Arrays.fill(text, (byte) 0);
    Arrays.fill(pkcs8, (byte) 0);
  }

  /** The key as PKCS #8 in PEM, which Kubernetes, etcd and OpenSSL read without a password. */
  public Secret pem() {
    return pem;
  }

  /** The public half as SubjectPublicKeyInfo in PEM ({@code PUBLIC KEY}, RFC 7468 section 13). */
  public byte[] publicPem() {
    return Pem.encode("PUBLIC KEY", publicKey.getEncoded());
  }

  @Override
  public KeyInfo info() {
    return PublicKeys.info(publicKey);
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "key " + info().publicKey().shortHex();
  }
}
