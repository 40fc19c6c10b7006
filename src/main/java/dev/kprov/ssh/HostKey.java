package dev.kprov.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.schmizz.sshj.common.Buffer;

/**
 * A public key in the form in which SSH files and fingerprints speak of it.
 *
 * @param type the key type, such as {@code ssh-ed25519}; an RSA key is {@code ssh-rsa} whatever its
 *     signatures are
 * @param base64 the key blob (RFC 4253, section 6.6) in padded base64
 */
public record HostKey(String type, String base64) {

  /** What ends the type of a certificate, and the algorithms that sign with it. */
  static final String CERTIFICATE = "-cert-v01@openssh.com";

  /** The types by which somebody can log in, with the number of fields of their keys. */
  private static final Map<String, Integer> LOGIN_TYPES =
      Map.of(
          "ssh-ed25519", 1,
          "ecdsa-sha2-nistp256", 2,
          "ecdsa-sha2-nistp384", 2,
          "ecdsa-sha2-nistp521", 2,
          "ssh-rsa", 2,
          "sk-ssh-ed25519@openssh.com", 2,
          "sk-ecdsa-sha2-nistp256@openssh.com", 3);

  static HostKey of(PublicKey key) {
    return ofBlob(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
  }

  /**
   * Reads a key as SSH sends it.
   *
   * @throws IllegalArgumentException where it is cut short
   */
  static HostKey ofBlob(byte[] blob) {
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
    return ofBlob(blob);
  }

  /** The name of a type or algorithm, without the mark of a certificate. */
  static String withoutCertificate(String name) {
    return name.startsWith("sk-")
        ? name.replace(CERTIFICATE, "@openssh.com")
        : name.replace(CERTIFICATE, "");
  }

  /** The key as SSH sends it. */
  byte[] blob() {
    return Base64.getDecoder().decode(base64);
  }

  /** Whether it is a certificate with a key in it, and not a key alone. */
  boolean isCertificate() {
    return !bare().equals(this);
  }

  /** The key of a certificate (PROTOCOL.certkeys); of any other key the key itself. */
  HostKey bare() {
    String bareType = withoutCertificate(type);
    if (bareType.equals(type) || !LOGIN_TYPES.containsKey(bareType)) {
      return this;
    }
    try {
      Buffer.PlainBuffer certificate = new Buffer.PlainBuffer(blob());
      certificate.readBytes(); // the type
      certificate.readBytes(); // a nonce
      Buffer.PlainBuffer key = new Buffer.PlainBuffer().putString(bareType);
      for (int left = LOGIN_TYPES.getOrDefault(bareType, 0); left > 0; left--) {
        key.putString(certificate.readBytes());
      }
      return ofBlob(key.getCompactData());
    } catch (Buffer.BufferException e) {
      return this;
    }
  }

  /** Of how many fields a bare key of a known type consists, after the type. */
  int fields() {
    return LOGIN_TYPES.getOrDefault(type, 0);
  }

  /** Whether it is an RSA key of fewer bits. */
  boolean isRsaBelow(int bits) {
    HostKey bare = bare();
    if (!bare.type().equals("ssh-rsa")) {
      return false;
    }
    try {
      Buffer.PlainBuffer key = new Buffer.PlainBuffer(bare.blob());
      key.readBytes(); // the type
      key.readMPInt(); // the exponent
      return key.readMPInt().bitLength() < bits;
    } catch (Buffer.BufferException e) {
      return true;
    }
  }

  /** Whether it is a key, or a certificate, by which servers let people in. */
  boolean isForLogin() {
    return LOGIN_TYPES.containsKey(bare().type());
  }

  /** As OpenSSH prints it: {@code SHA256:} and unpadded base64; a certificate has its key's. */
  public String fingerprint() {
    byte[] digest = bare().digest("SHA-256");
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
  }

  /**
   * The hash of the key as SSH sends it.
   *
   * @param algorithm one that every Java platform has: {@code SHA-1}, {@code SHA-256}
   */
  byte[] digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm).digest(blob());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  /** The signature algorithms by which somebody can prove to have this key, best first. */
  List<String> algorithms() {
    return switch (type) {
      case "ssh-rsa" -> SshAlgorithms.RSA;
      case "ssh-rsa" + CERTIFICATE -> SshAlgorithms.RSA.stream().map(a -> a + CERTIFICATE).toList();
      default -> List.of(type);
    };
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
}
