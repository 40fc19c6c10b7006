package dev.kprov.inventory;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How SSH reaches a host.
 *
 * @param host name or address to connect to; the inventory's {@code address} by default
 * @param port TCP port
 * @param user login name
 * @param identityFile the private key to offer, if the inventory names one
 * @param knownHosts the OpenSSH known_hosts file that vouches for the host
 * @param hostKey a pinned host key fingerprint ({@code SHA256:} and unpadded base64); it replaces
 *     known_hosts for this host
 * @param become as whom to work after login
 */
public record SshSettings(
    String host,
    int port,
    String user,
    Optional<Path> identityFile,
    Path knownHosts,
    Optional<String> hostKey,
    Become become) {

  /** The endpoint as people write it: {@code 10.0.0.1:22}, {@code [fd00::1]:22}. */
  public String endpoint() {
    return Addresses.endpoint(host, port);
  }
}
