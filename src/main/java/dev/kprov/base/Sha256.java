package dev.kprov.base;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 digest (FIPS 180-4).
 *
 * @param hex 64 lower-case hexadecimal digits, as {@code sha256sum} prints them
 */
public record Sha256(String hex) {

  private static final int DIGITS = 64;

  public Sha256 {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + hex);
    }
  }

  /** The digest that a text is; empty where it is none. */
  public static Optional<Sha256> parse(String text) {
    return isHex(text) ? Optional.of(new Sha256(text)) : Optional.empty();
  }

  private static boolean isHex(String text) {
    return text.length() == DIGITS && text.chars().allMatch(Sha256::isDigit);
  }

  private static boolean isDigit(int character) {
    return ('0' <= character && character <= '9') || ('a' <= character && character <= 'f');
  }

  public static Sha256 of(byte[] bytes) {
    return new Sha256(HexFormat.of().formatHex(digest().digest(bytes)));
  }

  public static Sha256 of(Secret secret) {
    return secret.use(Sha256::of);
  }

  /** A digest of bytes that come one after another. Used once. */
  public static final class Digest {

    private final MessageDigest digest = digest();

    /** Takes the first bytes of a buffer. */
    public void add(byte[] buffer, int count) {
      digest.update(buffer, 0, count);
    }

    /** The digest of all that was taken. */
    public Sha256 end() {
      return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first 16 digits: enough for a person to tell two apart. */
  public String shortHex() {
    return hex.substring(0, 16);
  }

  @Override
  public String toString() {
    return hex;
  }
}
