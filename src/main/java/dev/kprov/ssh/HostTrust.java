package dev.kprov.ssh;

import java.util.List;

/** Who vouches for the key of a server: a known_hosts file, or a pin in the inventory. */
sealed interface HostTrust permits KnownHosts, PinnedKey {

  /** What is thought of the key that a server offers. */
  Verdict judge(Endpoint server, HostKey offered);

  /**
   * The host key algorithms to ask this server for first, so that it shows a key that can be
   * compared; none where any is as good.
   */
  List<String> algorithmsOf(Endpoint server);

  /** Where it is written, for messages. */
  String source();
}
