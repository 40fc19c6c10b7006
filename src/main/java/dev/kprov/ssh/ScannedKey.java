package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;

/**
 * A host key that a server has, and what known_hosts says of it.
 *
 * @param key type and fingerprint
 * @param standing whether it is trusted
 * @param line what to add to known_hosts to trust it
 */
public record ScannedKey(HostKey key, Standing standing, String line) {

  /** What known_hosts says of a key. */
  public sealed interface Standing {

    /** Nothing speaks against it: the host is unknown, or is trusted by another of its keys. */
    record New() implements Standing {}

    /** It is trusted. */
    record Trusted() implements Standing {}

    /**
     * The host is known by other keys, or somebody has declared this one stolen.
     *
     * @param why what a login would fail with
     */
    record Refused(RemoteFailure why) implements Standing {}
  }
}
