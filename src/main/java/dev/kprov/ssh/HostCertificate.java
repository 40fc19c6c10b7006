package dev.kprov.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;

/**
 * What an authority says of a host's key (PROTOCOL.certkeys of OpenSSH), judged as {@code ssh}
 * judges it. sshj's own judgement is switched off: it takes a user's certificate for a host's,
 * matches wildcards where {@code ssh} does not, and asks no known_hosts file for the authority.
 *
 * @param serial the number that its authority gave it; zero: none
 * @param id what people call it
 * @param host whether it is for a host, and not for a user
 * @param principals the names that it is for; none: all
 * @param after valid from then on, in seconds since the epoch
 * @param before and no longer than this
 * @param critical whether it has critical options; for hosts there are none
 * @param authority who signed it
 * @param algorithm by which it is signed
 * @param genuine whether the authority has really signed it, with an algorithm of today
 */
record HostCertificate(
    BigInteger serial,
    String id,
    boolean host,
    List<String> principals,
    BigInteger after,
    BigInteger before,
    boolean critical,
    HostKey authority,
    String algorithm,
    boolean genuine) {

  private static final int HOST = 2;

  /** Reads a key; nothing where it is no certificate, or not a whole one. */
  static Optional<HostCertificate> of(HostKey key) {
    HostKey bare = key.bare();
    if (bare.equals(key)) {
      return Optional.empty();
    }
    byte[] blob = key.blob();
    try {
      Buffer.PlainBuffer text = new Buffer.PlainBuffer(blob);
      text.readBytes(); // the type
      text.readBytes(); // a nonce
      for (int left = bare.fields(); left > 0; left--) {
        text.readBytes();
      }
      BigInteger serial = text.readUInt64AsBigInteger();
      long type = text.readUInt32();
      String id = text.readString();
      List<String> principals = texts(text.readBytes());
      BigInteger after = text.readUInt64AsBigInteger();
      BigInteger before = text.readUInt64AsBigInteger();
      boolean critical = text.readBytes().length > 0;
      text.readBytes(); // extensions, which say nothing about hosts
      text.readBytes(); // reserved
      HostKey authority = HostKey.ofBlob(text.readBytes());
      byte[] signed = Arrays.copyOf(blob, text.rpos());
      byte[] signature = text.readBytes();
      return Optional.of(
          new HostCertificate(
              serial,
              id,
              type == HOST,
              principals,
              after,
              before,
              critical,
              authority,
              new Buffer.PlainBuffer(signature).readString(),
              isSigned(signed, signature, authority)));
    } catch (Buffer.BufferException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> texts(byte[] packed) throws Buffer.BufferException {
    Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(packed);
    List<String> texts = new ArrayList<>();
    while (buffer.available() > 0) {
      texts.add(buffer.readString());
    }
    return texts;
  }

  /** Why it does not vouch for a host, as {@code ssh} checks it; nothing where it does. */
  Optional<String> flaw(String name, Instant now, KeyRules rules) {
    BigInteger seconds = BigInteger.valueOf(now.getEpochSecond());
    if (!host) {
      return Optional.of("is a user's and not a host's");
    }
    if (seconds.compareTo(after) < 0) {
      return Optional.of("is valid only from " + time(after));
    }
    if (seconds.compareTo(before) >= 0) {
      return Optional.of("expired at " + time(before));
    }
    if (!principals.isEmpty() && !principals.contains(name)) {
      return Optional.of("is for " + String.join(", ", principals) + " and not for " + name);
    }
    if (!rules.allowsSignature(algorithm)) {
      return Optional.of(
          "is signed with "
              + algorithm
              + ", which the SSH configuration does not allow (CASignatureAlgorithms)");
    }
    return critical ? Optional.of("has options that kprov does not know") : Optional.empty();
  }

  private static boolean isSigned(byte[] signed, byte[] signature, HostKey authority) {
    try {
      Buffer.PlainBuffer form = new Buffer.PlainBuffer(signature);
      String algorithm = form.readString();
      if (!authority.algorithms().contains(algorithm)
          || !SshAlgorithms.HOST_KEYS.contains(algorithm)) {
        return false;
      }
      KeyAlgorithm known = SshAlgorithms.keyAlgorithm(algorithm);
      Signature check = known.newSignature();
      check.initVerify(new Buffer.PlainBuffer(authority.blob()).readPublicKey());
      check.update(signed);
      return check.verify(signature);
    } catch (Buffer.BufferException | SSHRuntimeException e) {
      return false;
    }
  }

  private static String time(BigInteger seconds) {
    try {
      return Instant.ofEpochSecond(seconds.longValueExact()).toString();
    } catch (ArithmeticException | DateTimeException e) {
      return "the end of time";
    }
  }
}
