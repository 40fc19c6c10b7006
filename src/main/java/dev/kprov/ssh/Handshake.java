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
  private volatile Optional<NegotiatedAlgorithms> agreed = Optional.empty();

  /**
   * @param link over which to reach the server; of no further use after a failure
   * @param algorithms what to offer
   * @param choice what the operator allows of it
   * @param check who judges the server's key
   * @param distrust words what is wrong with that key
   * @param limits how long it may take
   */
  Handshake(
      Endpoint server,
      Link link,
      Config algorithms,
      AlgorithmChoice choice,
      HostKeyCheck check,
      BiFunction<HostKey, Verdict, RemoteFailure> distrust,
      Limits limits) {
    this.server = server;
    this.link = link;
    this.algorithms = algorithms;
    this.choice = choice;
    this.check = check;
    this.distrust = distrust;
    this.limits = limits;
  }

  /** Connects and logs in. */
  Session login(Workers workers, Login login) throws RemoteFailure, Setback, InterruptedException {
    return within(
        workers,
        () -> {
          SSHClient client = connect();
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
      return e.shown().orElseThrow(() -> e);
    }
  }

  private Session within(Workers workers, Callable<Session> work)
      throws RemoteFailure, Setback, InterruptedException {
    try {
      return workers.await(work, limits.all(), link::cut);
    } catch (TimeoutException e) {
      throw slow();
    } catch (ExecutionException e) {
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
      throw Setback.untrusted(shown, distrust.apply(shown, verdict.get()));
    }
    if (link.connected() && !check.greeted() && Failures.isHangUp(cause)) {
      throw Setback.droppedEarly(Failures.dropped(server));
    }
    return failure;
  }

  private SSHClient connect() throws IOException, RemoteFailure {
    link.dial(server, limits.dial());
    SSHClient client = new SSHClient(algorithms);
    // Ours is the deadline; sshj's are there for the case that ours fails.
    int millis = Math.toIntExact(limits.all().multipliedBy(2).toMillis());
    client.setTimeout(millis);
    client.getTransport().setTimeoutMs(millis);
    client.addHostKeyVerifier(check);
    client.addAlgorithmsVerifier(this::agreed);
    link.carry(client, server);
    return client;
  }

  /** Notes the outcome of the negotiation; what may be agreed on is decided before. */
  private boolean agreed(NegotiatedAlgorithms algorithms) {
    agreed = Optional.of(algorithms);
    return true;
  }

  /** What server and client agreed on, and by which key the server proved itself, after a login. */
  Agreement agreement() {
    NegotiatedAlgorithms algorithms = agreed.orElseThrow();
    String cipher = algorithms.getClient2ServerCipherAlgorithm();
    return new Agreement(
        algorithms.getKeyExchangeAlgorithm(),
        cipher,
        Optional.of(algorithms.getClient2ServerMACAlgorithm()).filter(_ -> !cipher.contains("gcm")),
        algorithms.getSignatureAlgorithm(),
        check.offered().orElseThrow().fingerprint());
  }
}
