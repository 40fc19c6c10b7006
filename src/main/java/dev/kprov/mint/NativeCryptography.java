package dev.kprov.mint;

import java.security.Provider;
import java.security.Security;
import org.conscrypt.Conscrypt;

/**
 * What connections over SSH spend their time on, from Conscrypt: as much of it as has the same
 * results as the JDK's. The JDK's own is slow until the JVM's second compiler has seen it, which
 * kprov's runs are too short for (decision 0093).
 *
 * <p>Keys stay the JDK's wherever somebody may look at their class: for Ed25519 and RSA there are
 * signatures here, and neither key factories nor generators. Where one of these services refuses a
 * key, the JCA leaves it to the JDK's.
 */
public final class NativeCryptography extends Provider {

  private static final long serialVersionUID = 1L;

  private static final int FIRST = 1;

  private NativeCryptography() {
    super("kprov", "1", "What SSH needs most, from Conscrypt");
    offer("Signature", "Ed25519", "OpenSslSignatureEdDsa");
    offer("Signature", "SHA512withRSA", "OpenSSLSignature$SHA512RSA");
    offer("KeyPairGenerator", "X25519", "OpenSSLXDHKeyPairGenerator");
    offer("KeyFactory", "X25519", "OpenSSLXDHKeyFactory");
    offer("KeyAgreement", "X25519", "OpenSSLXDHKeyAgreement");
    offer("Cipher", "AES/GCM/NoPadding", "OpenSSLAeadCipherAES$GCM");
    offer("MessageDigest", "SHA-256", "OpenSSLMessageDigestJDK$SHA256");
  }

  /** To name a class makes it only when it is asked for; Conscrypt's provider has hundreds. */
  private void offer(String type, String name, String implementation) {
    putService(new Service(this, type, name, "org.conscrypt." + implementation, null, null));
  }

  /**
   * From now on this process asks Conscrypt first; where its native library cannot be loaded,
   * nothing changes. May be called again.
   */
  public static void prefer() {
    if (Conscrypt.isAvailable()) {
      Security.insertProviderAt(new NativeCryptography(), FIRST);
    }
  }
}
