package dev.kprov.ssh;

import dev.kprov.inventory.Addresses;
import dev.kprov.inventory.SshSettings;
import java.util.Locale;

/**
 * Where SSH listens, and the name under which known_hosts files list it.
 *
 * @param host name or address as written; case does not count
 * @param port TCP port
 */
record Endpoint(String host, int port) {

  private static final int DEFAULT_PORT = 22;

  static Endpoint of(SshSettings ssh) {
    return new Endpoint(ssh.host(), ssh.port());
  }

  /**
   * {@code host} on port 22, {@code [host]:port} on any other (sshd(8), SSH_KNOWN_HOSTS FORMAT).
   */
  String knownHostsName() {
    return hasDefaultPort() ? plainName() : "[" + plainName() + "]:" + port;
  }

  /** The name without the port. */
  String plainName() {
    return host.toLowerCase(Locale.ROOT);
  }

  boolean hasDefaultPort() {
    return port == DEFAULT_PORT;
  }

  /** The endpoint as people write it. */
  @Override
  public String toString() {
    return Addresses.endpoint(host, port);
  }
}
