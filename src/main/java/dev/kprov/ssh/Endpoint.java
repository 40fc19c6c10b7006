package dev.kprov.ssh;

import dev.kprov.inventory.Addresses;
import dev.kprov.inventory.SshSettings;
import java.util.Locale;
import java.util.Optional;

/**
 * Where SSH listens, and the name under which known_hosts files list it.
 *
 * @param host name or address as written; case does not count
 * @param port TCP port
 * @param alias the name under which it is listed instead, whatever the port (HostKeyAlias)
 */
record Endpoint(String host, int port, Optional<String> alias) {

  private static final int DEFAULT_PORT = 22;

  Endpoint(String host, int port) {
    this(host, port, Optional.empty());
  }

  static Endpoint of(SshSettings ssh) {
    return new Endpoint(ssh.host(), ssh.port(), ssh.proof().alias());
  }

  /**
   * {@code host} on port 22, {@code [host]:port} on any other (sshd(8), SSH_KNOWN_HOSTS FORMAT).
   */
  String knownHostsName() {
    return port == DEFAULT_PORT || alias.isPresent()
        ? plainName()
        : "[" + plainName() + "]:" + port;
  }

  /** The name without the port. */
  String plainName() {
    return alias.orElse(host).toLowerCase(Locale.ROOT);
  }

  /** The endpoint as people write it. */
  @Override
  public String toString() {
    return Addresses.endpoint(host, port);
  }
}
