package dev.kprov.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * A public key in the form in which SSH files and fingerprints speak of it.
 *
 * @param type the key type, such as {@code ssh-ed25519}; an RSA key is {@code ssh-rsa} whatever its
 *     signatures are
 * @param base64 the key blob (RFC 4253, section 6.6) in padded base64
 */
public record HostKey(String type, String base64) {

  static HostKey of(PublicKey key) {
    byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    return new HostKey(typeOf(blob), Base64.getEncoder().encodeToString(blob));
  }

  /**
   * Reads the two fields of a known_hosts or .pub file.
   *
   * @throws IllegalArgumentException where the blob is no base64 or is of another type
   */
  static HostKey parse(String type, String base64) {
    byte[] blob = Base64.getDecoder().decode(base64);
    if (!typeOf(blob).equals(type)) {
      throw new IllegalArgumentException("the key is not of the type that its line names");
    }
    return new HostKey(type, Base64.getEncoder().encodeToString(blob));
  }

  /** The fingerprint as OpenSSH prints it: {@code SHA256:} and unpadded base64. */
  public String fingerprint() {
    byte[] digest = sha256(Base64.getDecoder().decode(base64));
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
  }

  /** The signature algorithms by which a server can prove that it has this key, best first. */
  List<String> algorithms() {
    return type.equals("ssh-rsa") ? SshAlgorithms.RSA : List.of(type);
  }

  /** {@code SHA256:… (ssh-ed25519)}. */
  @Override
  public String toString() {
    return fingerprint() + " (" + type + ")";
  }

  private static String typeOf(byte[] blob) {
    if (blob.length < 4) {
      throw new IllegalArgumentException("the key is cut short");
    }
    int length =
        (blob[0] & 0xff) << 24 | (blob[1] & 0xff) << 16 | (blob[2] & 0xff) << 8 | (blob[3] & 0xff);
    if (length < 0 || length > blob.length - 4) {
      throw new IllegalArgumentException("the key is cut short");
    }
    return new String(blob, 4, length, StandardCharsets.US_ASCII);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
