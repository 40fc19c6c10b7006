package dev.kprov.ssh;

/** Who vouches for the key of a server: known_hosts files, or a pin in the inventory. */
sealed interface HostTrust permits KnownHosts, PinnedKey {

  /** What is thought of the key that a server offers. */
  Verdict judge(Endpoint server, HostKey offered);
}
