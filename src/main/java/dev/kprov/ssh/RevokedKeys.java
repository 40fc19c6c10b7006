package dev.kprov.ssh;

import dev.kprov.base.IoCause;
import dev.kprov.base.Place;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that an operator's {@code RevokedHostKeys} takes back, one a line or in a key revocation
 * list, as {@code ssh} reads them (sshkey_check_revoked in authfile.c).
 *
 * @param file for messages
 * @param keys where there is one a line
 * @param list where it is such a list
 */
record RevokedKeys(Path file, Set<HostKey> keys, Optional<RevocationList> list) {

  RevokedKeys {
    keys = Set.copyOf(keys);
  }

  /**
   * Reads a file.
   *
   * @throws RemoteFailure where not all of it can be read: {@code ssh} connects to nobody then
   */
  static RevokedKeys read(Path file) throws RemoteFailure {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new RemoteFailure("cannot read the revoked keys in " + file + ": " + IoCause.of(e));
    }
    if (RevocationList.begins(bytes)) {
      return new RevokedKeys(file, Set.of(), Optional.of(list(file, bytes)));
    }
    Set<HostKey> keys = new HashSet<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      number++;
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        keys.add(key(line.strip(), new Place(file.toString(), number, 1)));
      }
    }
    return new RevokedKeys(file, keys, Optional.empty());
  }

  private static RevocationList list(Path file, byte[] bytes) throws RemoteFailure {
    try {
      return RevocationList.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new RemoteFailure(
          file + " is no key revocation list that kprov can read",
          Optional.of("make it anew, or name a file with one public key a line"));
    }
  }

  private static HostKey key(String line, Place place) throws RemoteFailure {
    String[] fields = line.split("[ \t]+", 3);
    try {
      return HostKey.parse(fields[0], fields.length < 2 ? "" : fields[1]);
    } catch (IllegalArgumentException e) {
      throw new RemoteFailure(
          "%s:%d: a revoked key is no public key".formatted(place.file(), place.line()),
          Optional.of("mend or delete that line; ssh does not connect either"));
    }
  }

  /** Whether a key is among them, or the authority behind it. */
  boolean revoke(HostKey offered, Optional<HostCertificate> shown) {
    return keys.contains(offered)
        || keys.contains(offered.bare())
        || shown.map(HostCertificate::authority).filter(keys::contains).isPresent()
        || list.filter(one -> one.revokes(offered, shown)).isPresent();
  }
}
