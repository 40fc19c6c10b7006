package dev.kprov.mint;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.InvalidKeySpecException;

/** The forms that a private key comes in. */
final class KeyForms {

  private KeyForms() {}

  static PrivateKeyPair read(Pem.Block block) throws Unreadable {
    if (encrypted(block)) {
      throw new Unreadable(Keys.ENCRYPTED);
    }
    return read(block, block.der());
  }

  /** The key of a block that says of what form this encoding is. */
  static PrivateKeyPair read(Pem.Block block, byte[] der) throws Unreadable {
    try {
      return switch (block.label()) {
        case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY" -> ofPkcs8(der);
        case "RSA PRIVATE KEY" -> RsaKeys.ofPkcs8(OtherKeys.pkcs1AsPkcs8(der));
        case "EC PRIVATE KEY" -> OtherKeys.ofSec1(der);
        default -> throw new Unreadable("holds a " + block.label() + " block, not a private key");
      };
    } catch (GeneralSecurityException | IOException | RuntimeException _) {
      // Neither the JDK's nor Bouncy Castle's messages are known to be free of key bytes.
      throw new Unreadable("has a damaged " + block.label() + " block");
    }
  }

  static boolean encrypted(Pem.Block block) {
    return block.encrypted() || block.label().equals("ENCRYPTED PRIVATE KEY");
  }

  private static PrivateKeyPair ofPkcs8(byte[] der)
      throws GeneralSecurityException, IOException, Unreadable {
    try {
      return RsaKeys.ofPkcs8(der);
    } catch (InvalidKeySpecException _) {
      return OtherKeys.ofPkcs8(der);
    }
  }
}
