package dev.kprov.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A way to a port of this machine that can be made to break: after so many bytes of one direction
 * it is cut, or passes nothing on any more. It may also be a far way.
 */
public final class FaultyLine implements AutoCloseable {

  /** Which way bytes go. */
  public enum Direction {
    TO_HOST,
    FROM_HOST
  }

  /** What happens after the last byte. */
  public enum Fault {
    /** Both sides see the connection end. */
    CUT,
    /** Nothing more comes, and nobody is told. */
    STALL
  }

  /** Where connections break, from now on; each counts for itself. */
  private record Break(Direction direction, long after, Fault fault) {}

  private static final Break NEVER = new Break(Direction.TO_HOST, Long.MAX_VALUE, Fault.CUT);

  private final ServerSocket listening;
  private final int target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicLong toHost = new AtomicLong();
  private final AtomicLong fromHost = new AtomicLong();
  private volatile Break planned = NEVER;
  private volatile Duration far = Duration.ZERO;

  public FaultyLine(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** New connections break after this many bytes of a direction. */
  public void breaksAfter(Direction direction, long bytes, Fault fault) {
    planned = new Break(direction, bytes, fault);
  }

  /** What is said from now on is heard at least this much later, each way. */
  public void isFar(Duration away) {
    far = away;
  }

  /** New connections are sound, and near. */
  public void heal() {
    planned = NEVER;
    far = Duration.ZERO;
  }

  /** How many bytes went a way so far, on all connections. */
  public long passed(Direction direction) {
    return counter(direction).get();
  }

  private AtomicLong counter(Direction direction) {
    return switch (direction) {
      case TO_HOST -> toHost;
      case FROM_HOST -> fromHost;
    };
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket host = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
      client.setTcpNoDelay(true);
      host.setTcpNoDelay(true);
      open.addAll(List.of(client, host));
      Break mine = planned;
      start(() -> pass(Direction.TO_HOST, client, host, mine));
      start(() -> pass(Direction.FROM_HOST, host, client, mine));
    }
  }

  private void pass(Direction direction, Socket from, Socket to, Break mine) throws IOException {
    long left = mine.direction() == direction ? mine.after() : Long.MAX_VALUE;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[65536];
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (n < 0) {
          return;
        }
        Thread.sleep(far);
        out.write(buffer, 0, n);
        counter(direction).addAndGet(n);
        left -= n;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (left > 0 || mine.fault() == Fault.CUT) {
        from.close();
        to.close();
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            work.run();
          } catch (IOException e) {
            // a side hung up; the other follows by the closing of both sockets
          }
        });
  }
}
