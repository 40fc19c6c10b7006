package dev.kprov.ssh;

/** Who vouches for the key of a server: a known_hosts file, or a pin in the inventory. */
sealed interface HostTrust permits KnownHosts, PinnedKey {

  /** What is thought of the key that a server offers. */
  Verdict judge(Endpoint server, HostKey offered);

  /** Where it is written, for messages. */
  String source();
}
