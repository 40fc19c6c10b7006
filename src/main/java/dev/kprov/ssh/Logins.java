package dev.kprov.ssh;

import dev.kprov.inventory.AgentChoice;
import dev.kprov.inventory.LoginMethod;
import dev.kprov.inventory.SshSettings;
import dev.kprov.state.Agreement;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import net.schmizz.sshj.Config;

/**
 * Logs in to servers, directly or by jump hosts. What is dear is made once and shared by all
 * connections: algorithms, private keys, known_hosts files, threads, and the one connection to each
 * jump host.
 */
final class Logins implements AutoCloseable {

  static final Comparator<SshSettings> LAST_HOP_FIRST =
      (one, other) -> Integer.compare(distance(other), distance(one));

  /** A connection to a jump host that is made once, and how it came about. */
  private record Hop(FutureTask<Jump> made, Recording trail) {}

  /** A connection that stands. */
  record Made(Session session, Agreement agreement) {}

  /** One that is to be made. */
  private record Bid(SshSettings ssh, Offer offer, Talk talk, Trail trail) {

    Login login() {
      return new Login(ssh, offer, talk, trail);
    }
  }

  private final Duration limit;
  private final Duration answer;
  private final Optional<Path> agent;
  private final Identities identities;
  private final LoginQuestions questions;
  private final Distrust distrust;
  private final InstantSource clock;
  private final TrustFiles trust = new TrustFiles();
  private final Workers workers = new Workers();
  private final SshAlgorithms algorithms = new SshAlgorithms();
  private final Map<SshSettings, Hop> jumps = new ConcurrentHashMap<>();

  /**
   * @param here what there is on this side
   * @param limit how long connecting to one server and logging in may take
   */
  Logins(Workstation here, Duration limit) {
    this.limit = limit;
    this.distrust = new Distrust(here.trustCommand());
    this.agent = here.agent();
    this.questions = here.questions();
    this.clock = here.clock();
    // Less than the whole, so that a slow agent is named, and other keys still have their turn.
    this.answer = Duration.ofMillis(limit.toMillis() * 2 / 3);
    this.identities = new Identities(here.home(), here.passphrases(), this::agent);
  }

  private AgentKeys agent(AgentChoice choice) {
    return switch (choice) {
      case AgentChoice.OfEnvironment() ->
          agent.map(this::agent).orElseGet(() -> AgentKeys.none("SSH_AUTH_SOCK is not set"));
      case AgentChoice.None() -> AgentKeys.none("IdentityAgent is none");
      case AgentChoice.At(Path at) -> agent(at);
    };
  }

  private AgentKeys agent(Path socket) {
    return new AgentKeys(new Agent(socket, answer, workers));
  }

  Workers workers() {
    return workers;
  }

  /**
   * Connects and logs in.
   *
   * @param trail hears how
   */
  Made login(SshSettings ssh, Trail trail) throws RemoteFailure, InterruptedException {
    HostTrust vouching = trust(ssh, trail);
    Offer offer = offer(ssh);
    trail.add(new Passage.Keyed(offer));
    Talk talk = new Talk(questions, ssh);
    try {
      while (true) {
        try {
          return login(vouching, new Bid(ssh, offer, talk, trail));
        } catch (Setback e) {
          offer = otherWay(ssh, talk, e);
        }
      }
    } finally {
      talk.end();
    }
  }

  private Offer offer(SshSettings ssh) throws RemoteFailure, InterruptedException {
    if (!ssh.methods().contains(LoginMethod.PUBLIC_KEY)) {
      return Offer.NOTHING;
    }
    Offer offer = identities.of(ssh).within(ssh.algorithms());
    if (offer.lack().isPresent() && ssh.methods().size() == 1) {
      throw offer.lack().get();
    }
    return offer;
  }

  /**
   * What to offer next: what is left when somebody has said what the server asks, or the file that
   * holds the same key, where the agent does not sign.
   */
  private Offer otherWay(SshSettings ssh, Talk talk, Setback e)
      throws RemoteFailure, InterruptedException {
    return switch (e.why()) {
      case Setback.Why.Asking(Need need, Offer open) -> {
        talk.satisfy(need, e.failure());
        yield open;
      }
      case Setback.Why.Unsigned(Path file) ->
          identities.withoutAgent(file).orElseThrow(e::failure).within(ssh.algorithms());
      case Setback.Why.DroppedEarly _, Setback.Why.Untrusted _ -> throw e.failure();
    };
  }

  private Made login(HostTrust vouching, Bid bid)
      throws RemoteFailure, Setback, InterruptedException {
    return switch (vouching) {
      case KnownHosts known -> login(known, known.algorithmsOf(Endpoint.of(bid.ssh())), bid);
      case PinnedKey pin -> loginByPin(pin, bid);
    };
  }

  /** The pinned key may be any of the server's. */
  private Made loginByPin(PinnedKey pin, Bid bid)
      throws RemoteFailure, Setback, InterruptedException {
    KeyRound round = new KeyRound();
    Optional<RemoteFailure> first = Optional.empty();
    while (true) {
      try {
        return login(pin, round.preferred(), bid);
      } catch (Setback e) {
        first = first.or(() -> Optional.of(e.failure()));
        boolean again =
            switch (e.why()) {
              case Setback.Why.Asking _, Setback.Why.Unsigned _ -> throw e;
              case Setback.Why.DroppedEarly() -> false;
              case Setback.Why.Untrusted(HostKey shown) -> round.isNew(shown);
            };
        if (!again) {
          throw first.orElseThrow();
        }
      }
    }
  }

  private Made login(HostTrust vouching, List<String> preferred, Bid bid)
      throws RemoteFailure, Setback, InterruptedException {
    return Patience.with(() -> {
      Handshake handshake = handshake(bid.ssh(), vouching, preferred, bid.trail());
      Session session = handshake.login(workers, bid.login());
      return new Made(session, handshake.agreement());
    });
  }

  /**
   * Who vouches for a server.
   *
   * @throws RemoteFailure where the server must not be connected to, or a file cannot be read
   */
  HostTrust trust(SshSettings ssh) throws RemoteFailure {
    return trust(ssh, Trail.UNHEARD);
  }

  private HostTrust trust(SshSettings ssh, Trail trail) throws RemoteFailure {
    Failures.throwIf(ssh.obstacle());
    trail.add(new Passage.Allowed(ssh));
    HostTrust vouching = trust.of(ssh);
    trail.add(new Passage.Trusting(vouching, ssh.proof()));
    return vouching;
  }

  /** One attempt to reach a server, which may show a certificate where an authority is known. */
  Handshake handshake(SshSettings ssh, HostTrust vouching, List<String> preferred)
      throws RemoteFailure, InterruptedException {
    return handshake(ssh, vouching, preferred, Trail.UNHEARD);
  }

  private Handshake handshake(
      SshSettings ssh, HostTrust vouching, List<String> preferred, Trail trail)
      throws RemoteFailure, InterruptedException {
    boolean certified =
        vouching instanceof KnownHosts known && known.hasAuthorityFor(Endpoint.of(ssh));
    return handshake(ssh, algorithms.of(ssh.algorithms(), certified), vouching, preferred, trail);
  }

  /** One attempt to see a plain key of a server. */
  Handshake scanning(SshSettings ssh, HostTrust vouching, List<String> preferred)
      throws RemoteFailure, InterruptedException {
    return handshake(
        ssh, algorithms.forScanning(ssh.algorithms()), vouching, preferred, Trail.UNHEARD);
  }

  private Handshake handshake(
      SshSettings ssh, Config offer, HostTrust vouching, List<String> preferred, Trail trail)
      throws RemoteFailure, InterruptedException {
    Endpoint server = Endpoint.of(ssh);
    return new Handshake(
        server,
        link(ssh, trail),
        offer,
        ssh.algorithms(),
        new HostKeyCheck(server, vouching, preferred, clock),
        (shown, verdict) -> distrust.of(server, shown, verdict, vouching),
        Limits.of(ssh, limit),
        trail);
  }

  private Link link(SshSettings ssh, Trail trail) throws RemoteFailure, InterruptedException {
    return ssh.jump().isEmpty()
        ? new Line(trail)
        : new Tunnel(jump(ssh.jump().get(), trail), workers, trail);
  }

  /** The connection to a jump host, made by who needs it first. */
  private Jump jump(SshSettings ssh, Trail trail) throws RemoteFailure, InterruptedException {
    Endpoint server = Endpoint.of(ssh);
    Hop hop =
        jumps.compute(
            ssh.bare(),
            (_, before) -> before == null || isLost(before.made()) ? hop(ssh, server) : before);
    hop.made().run();
    try {
      Jump jump = hop.made().get();
      trail.add(new Passage.Jumped(server, hop.trail(), Optional.empty()));
      return jump;
    } catch (ExecutionException e) {
      switch (Workers.causeOf(e)) {
        case RemoteFailure failure -> {
          trail.add(new Passage.Jumped(server, hop.trail(), Optional.of(failure)));
          throw Jump.named(server, failure);
        }
        case InterruptedException interrupted -> throw interrupted;
        default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Whether it stood and does no more. A jump host that was not reached is not tried again. */
  private static boolean isLost(FutureTask<Jump> made) {
    return made.state() == FutureTask.State.SUCCESS && !made.resultNow().session().isAlive();
  }

  private Hop hop(SshSettings ssh, Endpoint server) {
    Recording trail = new Recording(ssh);
    return new Hop(new FutureTask<>(() -> new Jump(server, login(ssh, trail).session())), trail);
  }

  /** The last hops first: their goodbye goes by way of the others. */
  @Override
  public void close() {
    jumps.entrySet().stream()
        .sorted((one, other) -> LAST_HOP_FIRST.compare(one.getKey(), other.getKey()))
        .map(hop -> hop.getValue().made())
        .filter(made -> made.state() == FutureTask.State.SUCCESS)
        .forEach(made -> made.resultNow().session().hangUp());
    workers.close();
  }

  private static int distance(SshSettings ssh) {
    return 1 + ssh.jump().map(Logins::distance).orElse(0);
  }
}
