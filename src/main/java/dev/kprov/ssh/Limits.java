package dev.kprov.ssh;

import dev.kprov.inventory.SshSettings;
import java.time.Duration;

/**
 * How long a connection may take.
 *
 * @param dial until the host accepts it
 * @param all until the login is done, dialling included
 */
record Limits(Duration dial, Duration all) {

  /**
   * The limits for one host.
   *
   * @param usual where nothing else is said
   */
  static Limits of(SshSettings ssh, Duration usual) {
    Duration dial = ssh.connectTimeout().orElse(usual);
    return new Limits(dial, dial.compareTo(usual) > 0 ? dial : usual);
  }
}
