package dev.kprov.ssh;

import java.util.List;

/**
 * A host key that a server has, and what known_hosts says of it.
 *
 * @param key type and fingerprint
 * @param standing whether it is trusted already
 * @param known the host's trusted keys in known_hosts, as {@code SHA256:… (type)}; what a changed
 *     key differs from
 * @param line what to add to known_hosts to trust it
 */
public record ScannedKey(HostKey key, Standing standing, List<String> known, String line) {

  /** What known_hosts says of a key. */
  public enum Standing {
    /** Nothing speaks against it: the host is unknown, or is trusted by another of its keys. */
    NEW,
    /** It is trusted. */
    TRUSTED,
    /** The host is known by other keys, and this is not one of them. */
    CHANGED,
    /** Somebody has declared it stolen or retired. */
    REVOKED
  }

  public ScannedKey {
    known = List.copyOf(known);
  }
}
