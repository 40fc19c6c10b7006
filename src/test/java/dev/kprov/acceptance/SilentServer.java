package dev.kprov.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Accepts connections and never says a word, as a host does whose sshd hangs. */
final class SilentServer implements AutoCloseable {

  private final ServerSocket socket;
  private final List<Socket> callers = new CopyOnWriteArrayList<>();
  private final CountDownLatch called = new CountDownLatch(1);

  SilentServer() {
    try {
      socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("silent server").start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Waits until somebody has called. */
  boolean awaitCaller() throws InterruptedException {
    return called.await(1, TimeUnit.MINUTES);
  }

  private void accept() {
    try {
      while (true) {
        callers.add(socket.accept());
        called.countDown();
      }
    } catch (IOException _) {
      called.countDown(); // closed
    }
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }

  /** Hangs up on everybody, and answers nobody any more. */
  void hangUp() throws IOException {
    socket.close();
    for (Socket caller : callers) {
      caller.close();
    }
  }
}
