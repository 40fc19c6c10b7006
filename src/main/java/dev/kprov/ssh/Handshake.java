package dev.kprov.ssh;

import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.state.Agreement;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.NegotiatedAlgorithms;

/** One attempt to reach a server: TCP, greeting, key exchange, login. */
final class Handshake {

  private final Endpoint server;
  private final Link link;
  private final Config algorithms;
  private final AlgorithmChoice choice;
  private final HostKeyCheck check;
  private final BiFunction<HostKey, Verdict, RemoteFailure> distrust;
  private final Limits limits;
  private final Trail trail;
  private volatile Optional<SSHClient> client = Optional.empty();
  private volatile Optional<NegotiatedAlgorithms> agreed = Optional.empty();

  /**
   * @param link over which to reach the server; of no further use after a failure
   * @param algorithms what to offer
   * @param choice what the operator allows of it
   * @param check who judges the server's key
   * @param distrust words what is wrong with that key
   * @param limits how long it may take
   * @param trail hears how far it comes
   */
  Handshake(
      Endpoint server,
      Link link,
      Config algorithms,
      AlgorithmChoice choice,
      HostKeyCheck check,
      BiFunction<HostKey, Verdict, RemoteFailure> distrust,
      Limits limits,
      Trail trail) {
    this.server = server;
    this.link = link;
    this.algorithms = algorithms;
    this.choice = choice;
    this.check = check;
    this.distrust = distrust;
    this.limits = limits;
    this.trail = trail;
  }

  /** Connects and logs in. */
  Session login(Workers workers, Login login) throws RemoteFailure, Setback, InterruptedException {
    return within(
        workers,
        () -> {
          SSHClient client = connect();
          tell();
          login.on(client);
          // With a timeout, sshj waits once and not until the keys are exchanged (Promise in
          // 0.40.0),
          // and fails where the next exchange follows at once. What waits ends when the link is
          // cut.
          client.getTransport().setTimeoutMs(0);
          return new Session(client, link);
        });
  }

  /** Connects as far as the server's key and hangs up, without having logged in. */
  HostKey meet(Workers workers) throws RemoteFailure, Setback, InterruptedException {
    try {
      within(workers, () -> new Session(connect(), link)).hangUp();
      return check.offered().orElseThrow();
    } catch (Setback e) {
      if (e.why() instanceof Setback.Why.Untrusted(HostKey shown)) {
        return shown;
      }
      throw e;
    }
  }

  private Session within(Workers workers, Callable<Session> work)
      throws RemoteFailure, Setback, InterruptedException {
    try {
      return workers.await(work, limits.all(), link::cut);
    } catch (TimeoutException e) {
      tell();
      throw slow();
    } catch (ExecutionException e) {
      tell();
      link.cut();
      Throwable cause = Workers.causeOf(e);
      if (cause instanceof SocketTimeoutException) {
        throw slow();
      }
      if (cause instanceof Setback told) {
        throw told;
      }
      throw setbackOr(Failures.connecting(server, choice, cause), cause);
    }
  }

  private RemoteFailure slow() {
    return link.connected()
        ? Failures.slow(server, check.greeted(), limits.all())
        : Failures.silent(server, limits.dial());
  }

  /** Throws a setback where there is one; else returns the failure. */
  private RemoteFailure setbackOr(RemoteFailure failure, Throwable cause) throws Setback {
    Optional<Verdict> verdict = check.verdict();
    if (verdict.isPresent() && !(verdict.get() instanceof Verdict.Trusted)) {
      HostKey shown = check.offered().orElseThrow();
      throw new Setback(new Setback.Why.Untrusted(shown), distrust.apply(shown, verdict.get()));
    }
    if (link.connected() && !check.greeted() && Failures.isHangUp(cause)) {
      throw new Setback(new Setback.Why.DroppedEarly(), Failures.dropped(server));
    }
    return failure;
  }

  private SSHClient connect() throws IOException, RemoteFailure {
    trail.add(new Passage.Attempted());
    link.dial(server, limits.dial());
    SSHClient client = new SSHClient(algorithms);
    this.client = Optional.of(client);
    // Ours is the deadline; sshj's are there for the case that ours fails.
    int millis = Math.toIntExact(2 * limits.all().toMillis());
    client.setTimeout(millis);
    client.getTransport().setTimeoutMs(millis);
    client.addHostKeyVerifier(check);
    client.addAlgorithmsVerifier(this::agreed);
    link.carry(client, server);
    return client;
  }

  /** Tells how far the exchange of keys came; once. */
  private synchronized void tell() {
    Optional<SSHClient> untold = client.filter(_ -> check.greeted());
    client = Optional.empty();
    if (untold.isEmpty()) {
      return;
    }
    trail.add(new Passage.Greeted(String.valueOf(untold.get().getTransport().getServerVersion())));
    agreed.ifPresent(one ->
        trail.add(
            new Passage.Agreed(
                one.getKeyExchangeAlgorithm(),
                one.getClient2ServerCipherAlgorithm(),
                macOf(one),
                one.getSignatureAlgorithm())));
    if (check.verdict().orElse(null) instanceof Verdict.Trusted(String by)) {
      trail.add(new Passage.Vouched(check.offered().orElseThrow(), by));
    }
  }

  /** Notes the outcome of the negotiation; what may be agreed on is decided before. */
  private boolean agreed(NegotiatedAlgorithms algorithms) {
    agreed = Optional.of(algorithms);
    return true;
  }

  /** What server and client agreed on, and by which key the server proved itself, after a login. */
  Agreement agreement() {
    NegotiatedAlgorithms algorithms = agreed.orElseThrow();
    return new Agreement(
        algorithms.getKeyExchangeAlgorithm(),
        algorithms.getClient2ServerCipherAlgorithm(),
        macOf(algorithms),
        algorithms.getSignatureAlgorithm(),
        check.offered().orElseThrow().fingerprint());
  }

  /** None where the cipher seals its packets itself. */
  private static Optional<String> macOf(NegotiatedAlgorithms algorithms) {
    return Optional.of(algorithms.getClient2ServerMACAlgorithm())
        .filter(_ -> !algorithms.getClient2ServerCipherAlgorithm().contains("gcm"));
  }
}
