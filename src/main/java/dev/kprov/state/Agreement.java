package dev.kprov.state;

import java.util.Optional;

/**
 * What this machine and a host agreed on for their SSH connection, and how the host proved who it
 * is.
 *
 * @param keyExchange such as {@code curve25519-sha256}
 * @param cipher such as {@code aes128-gcm@openssh.com}
 * @param mac such as {@code hmac-sha2-256-etm@openssh.com}; empty where the cipher needs none
 * @param hostKeyAlgorithm by which the host signed: {@code rsa-sha2-512}
 * @param hostKey its fingerprint, as OpenSSH prints it: {@code SHA256:…}
 */
public record Agreement(
    String keyExchange,
    String cipher,
    Optional<String> mac,
    String hostKeyAlgorithm,
    String hostKey) {

  /** For people: {@code curve25519-sha256, aes128-gcm@openssh.com, host key SHA256:… (…)}. */
  @Override
  public String toString() {
    return keyExchange
        + ", "
        + cipher
        + mac.map(name -> ", " + name).orElse("")
        + ", host key "
        + hostKey
        + " ("
        + hostKeyAlgorithm
        + ")";
  }
}
