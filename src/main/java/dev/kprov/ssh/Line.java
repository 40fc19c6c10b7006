package dev.kprov.ssh;

import dev.kprov.inventory.Addresses;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/** A TCP connection of this machine. */
final class Line implements Link {

  private final Trail trail;
  private @Nullable Socket socket;
  private boolean cut;
  private volatile boolean connected;

  Line(Trail trail) {
    this.trail = trail;
  }

  /** Connects to the first of the host's addresses that answers. */
  @Override
  public void dial(Endpoint server, Duration limit) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(server.host());
    trail.add(new Passage.Resolved(Stream.of(addresses).map(InetAddress::getHostAddress).toList()));
    long begin = System.nanoTime();
    long end = begin + limit.toNanos();
    for (int i = 0; i < addresses.length; i++) {
      long share = (end - System.nanoTime()) / 1_000_000 / (addresses.length - i);
      try {
        fresh()
            .connect(new InetSocketAddress(addresses[i], server.port()), (int) Math.max(1, share));
        connected = true;
        trail.add(
            new Passage.Accepted(
                Addresses.endpoint(addresses[i].getHostAddress(), server.port()),
                Duration.ofNanos(System.nanoTime() - begin)));
        return;
      } catch (IOException e) {
        if (i == addresses.length - 1) {
          throw e;
        }
      }
    }
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public void carry(SSHClient client, Endpoint server) throws IOException {
    client.setSocketFactory(new Handover());
    client.connect(server.host(), server.port());
  }

  @Override
  public RemoteFailure lost(Throwable cause) {
    return Failures.lost(cause);
  }

  @Override
  public synchronized void cut() {
    cut = true;
    closeSocket();
  }

  private synchronized Socket fresh() throws IOException {
    closeSocket();
    if (cut) {
      throw new SocketException("Socket closed");
    }
    Socket next = new Socket();
    next.setTcpNoDelay(true); // sshj never does, and Nagle holds back small packets
    socket = next;
    return next;
  }

  private synchronized Socket current() {
    if (socket == null) {
      throw new IllegalStateException("not dialled yet");
    }
    return socket;
  }

  private void closeSocket() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("closing a TCP socket does not fail", e);
    }
  }

  /** Hands the connected socket to sshj, which wants to make its own. */
  private final class Handover extends SocketFactory {

    @Override
    public Socket createSocket() {
      return current();
    }

    @Override
    public Socket createSocket(String host, int port) {
      return current();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
      return current();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      return current();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
      return current();
    }
  }
}
