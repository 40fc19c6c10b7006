package dev.kprov.mint;

import dev.kprov.pki.Item;
import dev.kprov.pki.KeyInfo;
import java.security.PublicKey;
import java.util.Arrays;

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

  /**
   * Asks for the certificate of an authority: with its subject, as a CA, and with the key
   * identifier by which its leaves will name it.
   */
  public static SigningRequest ofAuthority(Item.Authority item, PrivateKeyPair key) {
    return new SigningRequest(
        key.publicKey(),
        RequestForm.ofAuthority(
            DistinguishedNames.encode(item.subject()),
            Extensions.identifier(key.publicKey()),
            key));
  }

  /** Asks for another certificate of an authority, which must call itself and its key the same. */
  public static SigningRequest ofAuthority(Certificate held, PrivateKeyPair key) {
    return new SigningRequest(
        key.publicKey(),
        RequestForm.ofAuthority(
            DistinguishedNames.subjectOf(held.x509()), Extensions.identifierOf(held.x509()), key));
  }

  /** Whether another request says the same, whatever its signature. */
  public boolean asks(SigningRequest other) {
    return Arrays.equals(RequestForm.asked(der), RequestForm.asked(other.der));
  }

  @Override
  public KeyInfo info() {
    return PublicKeys.info(publicKey);
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
