package dev.kprov.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/**
 * What can be told of a key without its passphrase: by it a key is found in the agent. A file in
 * OpenSSH's form shows its public half although it is encrypted (PROTOCOL.key); for other forms
 * there is the {@code .pub} file beside.
 */
final class PublicHalf {

  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  /** No key file is larger; what is, is something else. */
  private static final long MAX_BYTES = 64 * 1024;

  private PublicHalf() {}

  /** The key that a file of one public key holds, the file itself or the one beside it. */
  static Optional<HostKey> alone(Path file) {
    return text(file).isPresent() ? ofLine(file) : ofLine(beside(file));
  }

  /** The public half of a private key. */
  static Optional<HostKey> of(Path file) {
    return text(file).flatMap(PublicHalf::shownBy).or(() -> ofLine(beside(file)));
  }

  /** The certificate that a file holds. */
  static Optional<HostKey> certificate(Path file) {
    return ofLine(file).filter(HostKey::isCertificate);
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  private static Optional<HostKey> shownBy(String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      Buffer.PlainBuffer key =
          new Buffer.PlainBuffer(
              Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end)));
      key.readRawBytes(new byte[MAGIC.length]);
      key.readBytes(); // cipher
      key.readBytes(); // how the passphrase becomes a key
      key.readBytes(); // and its parameters
      key.readUInt32(); // always one key
      return Optional.of(HostKey.ofBlob(key.readBytes()));
    } catch (Buffer.BufferException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<HostKey> ofLine(Path file) {
    return text(file)
        .flatMap(text -> {
          String[] fields = text.strip().split("[ \t]+", 3);
          try {
            return fields.length < 2
                ? Optional.empty()
                : Optional.of(HostKey.parse(fields[0], fields[1]));
          } catch (IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.size(file) > MAX_BYTES
          ? Optional.empty()
          : Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
