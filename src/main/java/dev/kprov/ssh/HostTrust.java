package dev.kprov.ssh;

import java.time.Instant;

/** Who vouches for the key of a server: known_hosts files, or a pin in the inventory. */
sealed interface HostTrust permits KnownHosts, PinnedKey {

  /** What is thought of the key, or the certificate, that a server offers now. */
  Verdict judge(Endpoint server, HostKey offered, Instant now);
}
