package dev.kprov.ssh;

import dev.kprov.state.Agreement;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A connection over sshj. After any failure it is cut and not used again: what the remote side
 * still does is unknown.
 */
final class SshRemote implements Remote {

  private final Session session;
  private final Workers workers;
  private final Agreement agreement;
  private volatile boolean ended;

  SshRemote(Session session, Workers workers, Agreement agreement) {
    this.session = session;
    this.workers = workers;
    this.agreement = agreement;
  }

  @Override
  public boolean isAlive() {
    return !ended && session.isAlive();
  }

  @Override
  public Optional<Agreement> agreement() {
    return Optional.of(agreement);
  }

  @Override
  public Reply run(String command, Input input, Duration limit, int maxOutput)
      throws RemoteFailure, InterruptedException {
    if (ended) {
      throw new RemoteFailure("the connection has ended");
    }
    // Also bounds how long sshj waits for a channel and for room in the remote window.
    session.connection().setTimeoutMs(Math.toIntExact(limit.toMillis()));
    boolean done = false;
    Lull lull = new Lull(limit);
    try {
      Execution execution = new Execution(session.connection(), workers, lull, session::cut);
      Reply reply =
          workers.await(() -> execution.run(command, input, limit, maxOutput), lull, session::cut);
      done = true;
      return reply;
    } catch (TimeoutException e) {
      throw new RemoteFailure(lull.told() + ", connection cut");
    } catch (ExecutionException e) {
      throw session.lost(Workers.causeOf(e));
    } finally {
      if (!done) {
        end(session::cut);
      }
    }
  }

  @Override
  public void close() {
    if (!ended) {
      end(session::hangUp);
    }
  }

  private void end(Runnable how) {
    ended = true;
    how.run();
  }
}
