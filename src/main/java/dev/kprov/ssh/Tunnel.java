package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** A link by way of a jump host. */
final class Tunnel implements Link {

  private final Jump jump;
  private final Workers workers;
  private final Trail trail;
  private Optional<TunnelChannel> channel = Optional.empty();
  private boolean cut;
  private volatile boolean connected;

  Tunnel(Jump jump, Workers workers, Trail trail) {
    this.jump = jump;
    this.workers = workers;
    this.trail = trail;
  }

  @Override
  public void dial(Endpoint server, Duration limit) throws IOException, RemoteFailure {
    TunnelChannel next = begin(server);
    long begin = System.nanoTime();
    connected = isOpened(next, server, limit);
    if (!connected) {
      throw new SocketTimeoutException("connect timed out");
    }
    trail.add(
        new Passage.Accepted(
            server + ", told by " + jump + ",", Duration.ofNanos(System.nanoTime() - begin)));
  }

  private boolean isOpened(TunnelChannel next, Endpoint server, Duration limit)
      throws RemoteFailure {
    try {
      return next.open(limit);
    } catch (OpenFailException e) {
      throw refused(server, e);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private synchronized TunnelChannel begin(Endpoint server) throws IOException {
    if (cut) {
      throw new SocketException("Socket closed");
    }
    TunnelChannel next = new TunnelChannel(jump.session().connection(), server, workers);
    channel = Optional.of(next);
    return next;
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public void carry(SSHClient client, Endpoint server) throws IOException {
    client.connectVia(channel.orElseThrow(), server.host(), server.port());
  }

  @Override
  public synchronized void cut() {
    cut = true;
    channel.ifPresent(TunnelChannel::drop);
  }

  @Override
  public RemoteFailure lost(Throwable cause) {
    RemoteFailure failure = Failures.lost(cause);
    return isJumpLost() ? jump.named(failure) : failure;
  }

  private synchronized boolean isJumpLost() {
    return !jump.session().isAlive() || channel.filter(TunnelChannel::isJumpLost).isPresent();
  }

  private RemoteFailure refused(Endpoint server, OpenFailException e) {
    String why = Failures.printable(String.valueOf(e.getMessage()));
    return e.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED
        ? new RemoteFailure(
            jump + " does not pass connections on to " + server + ": " + why,
            Optional.of("its sshd_config needs AllowTcpForwarding yes, and PermitOpen"))
        : new RemoteFailure(jump + " cannot connect to " + server + ": " + why);
  }
}
