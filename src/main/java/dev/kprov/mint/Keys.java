package dev.kprov.mint;

import dev.kprov.base.Secret;
import dev.kprov.pki.EncryptionConfigs;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.List;

/** Makes private keys and reads those that were made before. Safe for use by many threads. */
public final class Keys {

  /** What is wrong with a key that must be open and is not; follows the name of the file. */
  public static final String ENCRYPTED = "is encrypted with a password";

  /** What is wrong with a file that should be a key and is not; follows its name. */
  public static final String NO_KEY = "is no PEM private key";

  private Keys() {}

  /** Makes a new key. Takes about a tenth of a second of processor time for RSA-2048. */
  public static PrivateKeyPair generate(KeyAlgorithm algorithm) {
    try {
      return algorithm.rsa() ? generateRsa(algorithm) : generateEc(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes " + algorithm + " keys", e);
    }
  }

  /** Makes the key of an encryption configuration. */
  public static Secret generateEncryptionKey() {
    byte[] key = new byte[EncryptionConfigs.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Secret.of(key);
  }

  /**
   * Reads a private key in PEM: {@code PRIVATE KEY} (PKCS #8, RFC 5958), {@code RSA PRIVATE KEY}
   * (PKCS #1, RFC 8017) or {@code EC PRIVATE KEY} (SEC 1, RFC 5915).
   */
  public static Reading<PrivateKeyPair> read(Secret pem) {
    return pem.use(text -> {
      try {
        return new Reading.Good<>(KeyForms.read(onlyKey(text)));
      } catch (Unreadable e) {
        return e.asValue();
      }
    });
  }

  /** Reads a public key in PEM: {@code PUBLIC KEY} (RFC 7468 section 13), and nothing else. */
  public static Reading<KeyInfo> readPublic(byte[] pem) {
    try {
      List<Pem.Block> blocks = Pem.blocks(pem);
      if (blocks.size() != 1 || !blocks.getFirst().label().equals("PUBLIC KEY")) {
        throw new Unreadable("is not one PEM public key");
      }
      return PublicKeys.read(blocks.getFirst().der())
          .<Reading<KeyInfo>>map(Reading.Good::new)
          .orElseThrow(() -> new Unreadable("holds a public key that cannot be decoded"));
    } catch (Unreadable e) {
      return e.asValue();
    }
  }

  static Pem.Block onlyKey(byte[] text) throws Unreadable {
    List<Pem.Block> blocks =
        Pem.blocks(text).stream().filter(b -> !b.label().equals("EC PARAMETERS")).toList();
    if (blocks.isEmpty()) {
      throw new Unreadable(NO_KEY);
    }
    if (blocks.size() > 1) {
      throw new Unreadable(
          "holds " + blocks.size() + " PEM blocks where one private key should be");
    }
    return blocks.getFirst();
  }

  private static PrivateKeyPair generateRsa(KeyAlgorithm algorithm)
      throws GeneralSecurityException {
    KeyPairGenerator generator =
        NativeRsa.provider().isPresent()
            ? KeyPairGenerator.getInstance("RSA", NativeRsa.provider().get())
            : KeyPairGenerator.getInstance("RSA");
    generator.initialize(algorithm.bits());
    // Through its encoding, because the native key object works with native code only.
    return RsaKeys.ofPkcs8(generator.generateKeyPair().getPrivate().getEncoded());
  }

  private static PrivateKeyPair generateEc(KeyAlgorithm algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(PublicKeys.curveName(algorithm));
    try {
      return OtherKeys.ofPkcs8(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (IOException | Unreadable e) {
      throw new GeneralSecurityException("a new key cannot be encoded", e);
    }
  }
}
