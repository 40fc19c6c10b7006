package dev.kprov.ssh;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Connects to hosts over SSH: host keys strict, login by private key. What is dear is made once and
 * shared by all connections: algorithms, private keys, known_hosts files, threads.
 */
public final class SshConnector implements Connector {

  private final Duration limit;
  private final Identities identities;
  private final TrustFiles trust = new TrustFiles();
  private final Workers workers = new Workers();
  private final SshAlgorithms algorithms = new SshAlgorithms();

  /**
   * @param home the operator's home, where OpenSSH keeps its default keys
   * @param limit how long connecting to one host and logging in may take
   * @param passphrases asks for the passphrase of a private key
   */
  public SshConnector(Path home, Duration limit, PassphraseSource passphrases) {
    this.limit = limit;
    this.identities = new Identities(home, passphrases);
  }

  @Override
  public Remote connect(Host host) throws RemoteFailure, InterruptedException {
    SshSettings ssh = host.ssh();
    HostTrust vouching = trust.of(ssh);
    List<Identity> keys = identities.of(ssh);
    try {
      return login(ssh, keys, vouching, algorithms);
    } catch (Setback e) {
      boolean otherKeyMayFit = e.kind() == Setback.Kind.HOST_KEY && vouching instanceof PinnedKey;
      if (otherKeyMayFit) {
        return loginByOtherKeys(ssh, keys, vouching, e.failure());
      }
      throw e.failure();
    }
  }

  @Override
  public void close() {
    workers.close();
  }

  /** A pin may be of any of the server's keys, and a server shows one key per connection. */
  private Remote loginByOtherKeys(
      SshSettings ssh, List<Identity> keys, HostTrust pin, RemoteFailure first)
      throws RemoteFailure, InterruptedException {
    for (List<String> types : List.of(SshAlgorithms.ECDSA, SshAlgorithms.RSA)) {
      try {
        return login(ssh, keys, pin, new SshAlgorithms(types));
      } catch (Setback e) {
        if (e.kind() == Setback.Kind.DROPPED_EARLY) {
          throw e.failure();
        }
      }
    }
    throw first;
  }

  private Remote login(
      SshSettings ssh, List<Identity> keys, HostTrust vouching, SshAlgorithms offered)
      throws RemoteFailure, Setback, InterruptedException {
    return Patience.with(() -> {
      Handshake handshake = new Handshake(Endpoint.of(ssh), offered, vouching, limit);
      return new SshRemote(handshake.login(workers, ssh.user(), keys), workers);
    });
  }
}
