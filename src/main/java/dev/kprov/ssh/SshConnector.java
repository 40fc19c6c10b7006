package dev.kprov.ssh;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Connects to hosts over SSH: host keys strict, login by private key. What is dear is made once and
 * shared by all connections: algorithms, private keys, known_hosts files, threads.
 */
public final class SshConnector implements Connector {

  private final Duration limit;
  private final Identities identities;
  private final Distrust distrust;
  private final TrustFiles trust = new TrustFiles();
  private final Workers workers = new Workers();
  private final SshAlgorithms algorithms = new SshAlgorithms();

  /**
   * @param here what there is on this side
   * @param limit how long connecting to one host and logging in may take
   */
  public SshConnector(Workstation here, Duration limit) {
    this.limit = limit;
    this.distrust = new Distrust(here.trustCommand());
    this.identities = new Identities(here.home(), here.passphrases());
  }

  @Override
  public Remote connect(Host host) throws RemoteFailure, InterruptedException {
    SshSettings ssh = host.ssh();
    HostTrust vouching = trust.of(ssh);
    List<Identity> keys = identities.of(ssh);
    return switch (vouching) {
      case KnownHosts known -> {
        try {
          yield login(ssh, keys, known, known.algorithmsOf(Endpoint.of(ssh)));
        } catch (Setback e) {
          throw e.failure();
        }
      }
      case PinnedKey pin -> loginByPin(ssh, keys, pin);
    };
  }

  @Override
  public void close() {
    workers.close();
  }

  /** The pinned key may be any of the server's. */
  private Remote loginByPin(SshSettings ssh, List<Identity> keys, PinnedKey pin)
      throws RemoteFailure, InterruptedException {
    KeyRound round = new KeyRound();
    Optional<RemoteFailure> first = Optional.empty();
    while (true) {
      try {
        return login(ssh, keys, pin, round.preferred());
      } catch (Setback e) {
        first = first.or(() -> Optional.of(e.failure()));
        if (e.shown().filter(round::isNew).isEmpty()) {
          throw first.orElseThrow();
        }
      }
    }
  }

  private Remote login(
      SshSettings ssh, List<Identity> keys, HostTrust vouching, List<String> preferred)
      throws RemoteFailure, Setback, InterruptedException {
    Endpoint server = Endpoint.of(ssh);
    return Patience.with(() -> {
      Handshake handshake = new Handshake(server, algorithms, vouching, preferred, distrust, limit);
      return new SshRemote(handshake.login(workers, ssh.user(), keys), workers);
    });
  }
}
