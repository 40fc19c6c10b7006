package dev.kprov.mint;

import dev.kprov.base.Sha256;
import dev.kprov.pki.KeyInfo;
import java.security.PublicKey;

/**
 * A request of somebody who keeps the private key (PKCS #10, RFC 2986). Its signature was checked:
 * whoever sent it has the key. What it asks for beside, a subject and extensions, counts for
 * nothing here.
 */
public final class SigningRequest implements KeyHolder {

  private final PublicKey publicKey;
  private final byte[] der;

  private SigningRequest(PublicKey publicKey, byte[] der) {
    this.publicKey = publicKey;
    this.der = der;
  }

  /**
   * Reads a request in PEM, as OpenSSL, cfssl and Go write it. It must be signed with SHA-256 or
   * better, by a key of a kind that kprov would make.
   */
  public static Reading<SigningRequest> read(byte[] pem) {
    try {
      Pem.Block block = RequestForm.onlyRequest(pem);
      byte[] der = block.der();
      return new Reading.Good<>(new SigningRequest(RequestForm.provenKey(der), der));
    } catch (Unreadable e) {
      return e.asValue();
    }
  }

  @Override
  public KeyInfo info() {
    return new KeyInfo(PublicKeys.algorithm(publicKey), Sha256.of(publicKey.getEncoded()));
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The request alone, without what stood around it. */
  public byte[] pem() {
    return Pem.encode(RequestForm.LABEL, der);
  }

  @Override
  public String toString() {
    return "request of key " + info().publicKey().shortHex();
  }
}
