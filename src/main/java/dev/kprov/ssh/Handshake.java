package dev.kprov.ssh;

import dev.kprov.state.Agreement;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.NegotiatedAlgorithms;

/** One attempt to reach a server: TCP, greeting, key exchange, login. */
final class Handshake {

  private final Endpoint server;
  private final Config algorithms;
  private final HostTrust trust;
  private final Distrust distrust;
  private final Limits limits;
  private final HostKeyCheck check;
  private final Line line = new Line();
  private volatile Optional<NegotiatedAlgorithms> agreed = Optional.empty();

  /**
   * @param algorithms what to offer
   * @param trust who vouches for the server's key
   * @param preferred the host key algorithms to ask for first
   * @param clock by which certificates are judged
   * @param distrust words what is wrong with that key
   * @param limits how long it may take
   */
  Handshake(
      Endpoint server,
      Config algorithms,
      HostTrust trust,
      List<String> preferred,
      InstantSource clock,
      Distrust distrust,
      Limits limits) {
    this.server = server;
    this.algorithms = algorithms;
    this.trust = trust;
    this.distrust = distrust;
    this.limits = limits;
    this.check = new HostKeyCheck(server, trust, preferred, clock);
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
          // and fails where the next exchange follows at once. What waits ends when the line is
          // cut.
          client.getTransport().setTimeoutMs(0);
          return new Session(client, line);
        });
  }

  /** Connects as far as the server's key and hangs up, without having logged in. */
  HostKey meet(Workers workers) throws RemoteFailure, Setback, InterruptedException {
    try {
      within(workers, () -> new Session(connect(), line)).hangUp();
      return check.offered().orElseThrow();
    } catch (Setback e) {
      return e.shown().orElseThrow(() -> e);
    }
  }

  private Session within(Workers workers, Callable<Session> work)
      throws RemoteFailure, Setback, InterruptedException {
    try {
      return workers.await(work, limits.all(), line::cut);
    } catch (TimeoutException e) {
      throw slow();
    } catch (ExecutionException e) {
      line.cut();
      Throwable cause = Workers.causeOf(e);
      if (cause instanceof SocketTimeoutException) {
        throw slow();
      }
      if (cause instanceof Setback told) {
        throw told;
      }
      throw setbackOr(Failures.connecting(server, cause), cause);
    }
  }

  private RemoteFailure slow() {
    return line.connected()
        ? Failures.slow(server, check.greeted(), limits.all())
        : Failures.silent(server, limits.dial());
  }

  /** Throws a setback where there is one; else returns the failure. */
  private RemoteFailure setbackOr(RemoteFailure failure, Throwable cause) throws Setback {
    Optional<Verdict> verdict = check.verdict();
    if (verdict.isPresent() && !(verdict.get() instanceof Verdict.Trusted)) {
      HostKey shown = check.offered().orElseThrow();
      throw Setback.untrusted(shown, distrust.of(server, shown, verdict.get(), trust));
    }
    if (line.connected() && !check.greeted() && Failures.isHangUp(cause)) {
      throw Setback.droppedEarly(failure);
    }
    return failure;
  }

  private SSHClient connect() throws IOException {
    line.dial(server, limits.dial());
    SSHClient client = new SSHClient(algorithms);
    // Ours is the deadline; sshj's are there for the case that ours fails.
    int millis = Math.toIntExact(limits.all().multipliedBy(2).toMillis());
    client.setSocketFactory(line.asFactory());
    client.setTimeout(millis);
    client.getTransport().setTimeoutMs(millis);
    client.addHostKeyVerifier(check);
    client.addAlgorithmsVerifier(this::agreed);
    client.connect(server.host(), server.port());
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
