package dev.kprov.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes TCP connections on to a port and counts turns: bursts of the client that follow data of
 * the server. What the server says is held back for a while, as on a far network, so that what the
 * client sends without waiting is one burst. Making the TCP connection is one more; the greeting
 * that the client then sends unasked is none.
 */
final class CountingProxy implements AutoCloseable {

  private static final int FAR_MILLIS = 100;

  private final ServerSocket listening =
      new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final int target;
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicBoolean serverSpokeLast = new AtomicBoolean();

  private final List<Thread> passing = new CopyOnWriteArrayList<>();

  CountingProxy(int target) throws IOException {
    this.target = target;
    start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The turns so far. */
  int turns() {
    return turns.get();
  }

  /** Waits until the connections have ended on both sides and nothing more can be counted. */
  void awaitEnd() throws InterruptedException {
    for (Thread thread : passing) {
      thread.join(5_000);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      turns.incrementAndGet();
      passing.add(start(() -> pass(client, server, this::clientSpoke)));
      passing.add(start(() -> pass(server, client, this::serverSpeaks)));
    }
  }

  private void serverSpeaks() {
    try {
      Thread.sleep(FAR_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    serverSpokeLast.set(true);
  }

  private void clientSpoke() {
    if (serverSpokeLast.getAndSet(false)) {
      turns.incrementAndGet();
    }
  }

  private static void pass(Socket from, Socket to, Runnable seen) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[65536];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        seen.run();
        out.write(buffer, 0, n);
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Thread start(Work work) {
    return Thread.ofPlatform()
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
