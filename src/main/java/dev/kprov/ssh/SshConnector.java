package dev.kprov.ssh;

import dev.kprov.inventory.AgentChoice;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.SshSettings;
import dev.kprov.state.Agreement;
import dev.kprov.wire.Connector;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to hosts over SSH: host keys strict, login by private key. What is dear is made once and
 * shared by all connections: algorithms, private keys, known_hosts files, threads.
 */
public final class SshConnector implements Connector {

  private static final Logger LOG = LoggerFactory.getLogger(SshConnector.class);

  private final Duration limit;
  private final Duration answer;
  private final Optional<Path> agent;
  private final Identities identities;
  private final Distrust distrust;
  private final InstantSource clock;
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
    this.agent = here.agent();
    this.clock = here.clock();
    // Less than the whole, so that a slow agent is named, and other keys still have their turn.
    this.answer = limit.multipliedBy(2).dividedBy(3);
    this.identities = new Identities(here.home(), here.passphrases(), this::agent);
  }

  private AgentKeys agent(AgentChoice choice) {
    Optional<Path> socket =
        switch (choice) {
          case AgentChoice.OfEnvironment() -> agent;
          case AgentChoice.None() -> Optional.empty();
          case AgentChoice.At(Path at) -> Optional.of(at);
        };
    return new AgentKeys(socket.map(at -> new Agent(at, answer, workers)));
  }

  @Override
  public Remote connect(Host host) throws RemoteFailure, InterruptedException {
    SshSettings ssh = host.ssh();
    Failures.throwIf(ssh.obstacle());
    HostTrust vouching = trust.of(ssh);
    Offer offer = identities.of(ssh);
    try {
      return connect(host, vouching, offer);
    } catch (Setback e) {
      Offer other = otherWay(offer, e).orElseThrow(e::failure);
      try {
        return connect(host, vouching, other);
      } catch (Setback again) {
        throw again.failure();
      }
    }
  }

  /** The file that holds the same key, where the agent does not sign. */
  private Optional<Offer> otherWay(Offer offer, Setback e) throws InterruptedException {
    return e.isUnsigned() && offer.locked().isPresent()
        ? identities.withoutAgent(offer.locked().get())
        : Optional.empty();
  }

  private Remote connect(Host host, HostTrust vouching, Offer offer)
      throws RemoteFailure, Setback, InterruptedException {
    return switch (vouching) {
      case KnownHosts known ->
          login(host, offer, known, known.algorithmsOf(Endpoint.of(host.ssh())));
      case PinnedKey pin -> loginByPin(host, offer, pin);
    };
  }

  @Override
  public void close() {
    workers.close();
  }

  /** The pinned key may be any of the server's. */
  private Remote loginByPin(Host host, Offer offer, PinnedKey pin)
      throws RemoteFailure, Setback, InterruptedException {
    KeyRound round = new KeyRound();
    Optional<RemoteFailure> first = Optional.empty();
    while (true) {
      try {
        return login(host, offer, pin, round.preferred());
      } catch (Setback e) {
        if (e.isUnsigned()) {
          throw e;
        }
        first = first.or(() -> Optional.of(e.failure()));
        if (e.shown().filter(round::isNew).isEmpty()) {
          throw first.orElseThrow();
        }
      }
    }
  }

  private Config algorithms(Endpoint server, HostTrust vouching) {
    return vouching instanceof KnownHosts known && known.hasAuthorityFor(server)
        ? algorithms.withCertificates()
        : algorithms;
  }

  private Remote login(Host host, Offer offer, HostTrust vouching, List<String> preferred)
      throws RemoteFailure, Setback, InterruptedException {
    Endpoint server = Endpoint.of(host.ssh());
    return Patience.with(() -> {
      Handshake handshake =
          new Handshake(
              server,
              algorithms(server, vouching),
              vouching,
              preferred,
              clock,
              distrust,
              Limits.of(host.ssh(), limit));
      Session session = handshake.login(workers, new Login(host.ssh().user(), offer));
      Agreement agreement = handshake.agreement();
      LOG.info("{}: agreed on {}", host.name(), agreement);
      return new SshRemote(session, workers, agreement);
    });
  }
}
