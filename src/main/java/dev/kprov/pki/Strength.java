package dev.kprov.pki;

import java.util.Locale;

/**
 * How hard a certificate is to forge.
 *
 * @param key the kind of its key: {@code RSA}, {@code EC}, {@code EdDSA}
 * @param bits the size of its key
 * @param signature how it was signed, as the JDK calls it: {@code SHA256withRSA}
 */
public record Strength(String key, int bits, String signature) {

  /** Whether Go, OpenSSL at its default level or both refuse the key or will soon. */
  public boolean weakKey() {
    return switch (key) {
      case "RSA" -> bits < 2048;
      case "EC" -> bits < 256;
      case "DSA" -> true;
      default -> false;
    };
  }

  /** Whether the signature is over a hash for which collisions were found. */
  public boolean brokenHash() {
    return signature.toUpperCase(Locale.ROOT).matches("(MD|SHA-?1(?![0-9])).*");
  }
}
