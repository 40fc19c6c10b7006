package dev.kprov.ssh;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;

/**
 * A key revocation list, as {@code ssh-keygen -k} writes it (PROTOCOL.krl of OpenSSH). Its
 * signature, of which OpenSSH has taken leave, is passed over.
 */
final class RevocationList {

  private static final byte[] MAGIC = "SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  private static final int CERTIFICATES = 1;
  private static final int KEYS = 2;
  private static final int SHA1 = 3;
  private static final int SIGNATURE = 4;
  private static final int SHA256 = 5;
  private static final int EXTENSION = 255;

  private static final int SERIALS = 0x20;
  private static final int SERIAL_RANGE = 0x21;
  private static final int SERIAL_BITMAP = 0x22;
  private static final int IDS = 0x23;
  private static final int CERTIFICATE_EXTENSION = 0x39;

  /** The serial numbers from one to another. */
  private record Range(BigInteger first, BigInteger last) {

    boolean has(BigInteger serial) {
      return serial.compareTo(first) >= 0 && serial.compareTo(last) <= 0;
    }
  }

  /**
   * What is revoked of the certificates of one authority.
   *
   * @param authority none: whichever it is
   */
  private record Signed(Optional<HostKey> authority, List<Range> serials, Set<String> ids) {

    boolean revokes(HostCertificate certificate) {
      // A serial number of zero is none.
      return authority.filter(key -> !key.equals(certificate.authority())).isEmpty()
          && (ids.contains(certificate.id())
              || (certificate.serial().signum() != 0
                  && serials.stream().anyMatch(range -> range.has(certificate.serial()))));
    }
  }

  private final Set<HostKey> keys = new HashSet<>();
  private final Set<String> hashes = new HashSet<>();
  private final List<Signed> signed = new ArrayList<>();

  private RevocationList() {}

  static boolean begins(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException where it is cut short, or has what nobody here knows
   */
  static RevocationList read(byte[] bytes) {
    RevocationList list = new RevocationList();
    try {
      Buffer.PlainBuffer text = new Buffer.PlainBuffer(bytes);
      text.readRawBytes(new byte[MAGIC.length]);
      require(text.readUInt32() == VERSION);
      text.readUInt64AsBigInteger(); // the version of the list
      text.readUInt64AsBigInteger(); // when it was made
      text.readUInt64AsBigInteger(); // flags, of which there are none
      text.readBytes(); // reserved
      text.readBytes(); // a comment
      while (text.available() > 0) {
        int type = text.readByte() & 0xff;
        list.section(type, new Buffer.PlainBuffer(text.readBytes()));
        if (type == SIGNATURE) {
          break; // nothing else follows
        }
      }
      return list;
    } catch (Buffer.BufferException e) {
      throw new IllegalArgumentException("a key revocation list is cut short", e);
    }
  }

  /** Whether a key is revoked, or what it is signed by. */
  boolean revokes(HostKey offered, Optional<HostCertificate> shown) {
    return revokes(offered.bare())
        || shown
            .filter(
                one -> revokes(one.authority()) || signed.stream().anyMatch(s -> s.revokes(one)))
            .isPresent();
  }

  private boolean revokes(HostKey key) {
    return keys.contains(key)
        || hashes.contains(HexFormat.of().formatHex(key.digest("SHA-1")))
        || hashes.contains(HexFormat.of().formatHex(key.digest("SHA-256")));
  }

  private void section(int type, Buffer.PlainBuffer data) throws Buffer.BufferException {
    switch (type) {
      case CERTIFICATES -> certificates(data);
      case KEYS -> {
        while (data.available() > 0) {
          keys.add(HostKey.ofBlob(data.readBytes()));
        }
      }
      case SHA1, SHA256 -> {
        while (data.available() > 0) {
          hashes.add(HexFormat.of().formatHex(data.readBytes()));
        }
      }
      case SIGNATURE -> {}
      case EXTENSION -> extension(data);
      default -> require(false);
    }
  }

  private void certificates(Buffer.PlainBuffer data) throws Buffer.BufferException {
    byte[] authority = data.readBytes();
    data.readBytes(); // reserved
    List<Range> serials = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    while (data.available() > 0) {
      int type = data.readByte() & 0xff;
      Buffer.PlainBuffer part = new Buffer.PlainBuffer(data.readBytes());
      while (part.available() > 0) {
        switch (type) {
          case SERIALS -> {
            BigInteger serial = part.readUInt64AsBigInteger();
            serials.add(new Range(serial, serial));
          }
          case SERIAL_RANGE ->
              serials.add(new Range(part.readUInt64AsBigInteger(), part.readUInt64AsBigInteger()));
          case SERIAL_BITMAP -> bitmap(part.readUInt64AsBigInteger(), part.readMPInt(), serials);
          case IDS -> ids.add(part.readString());
          case CERTIFICATE_EXTENSION -> extension(part);
          default -> require(false);
        }
      }
    }
    signed.add(
        new Signed(
            authority.length == 0 ? Optional.empty() : Optional.of(HostKey.ofBlob(authority)),
            serials,
            ids));
  }

  private static void bitmap(BigInteger offset, BigInteger bits, List<Range> serials) {
    for (int i = bits.getLowestSetBit(); i >= 0 && i < bits.bitLength(); i++) {
      if (bits.testBit(i)) {
        BigInteger serial = offset.add(BigInteger.valueOf(i));
        serials.add(new Range(serial, serial));
      }
    }
  }

  /** One that must be understood cannot be. */
  private static void extension(Buffer.PlainBuffer data) throws Buffer.BufferException {
    data.readBytes(); // its name
    require(!data.readBoolean());
    data.readBytes();
  }

  private static void require(boolean known) {
    if (!known) {
      throw new IllegalArgumentException("a key revocation list has what nobody here knows");
    }
  }
}
