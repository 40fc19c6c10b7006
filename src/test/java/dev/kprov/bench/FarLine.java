package dev.kprov.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process between clients and hosts that makes the way far: whatever is said is heard so much
 * later, however much else is on its way. It is a process of its own, so that its work is not
 * counted as anybody's.
 *
 * <p>A client's connect succeeds at once here, where on a far way it takes a round trip, and the
 * server hears of it half a trip later: that is made good by beginning the host's side so late.
 */
final class FarLine {

  /** Printed when it can be used. */
  static final String READY = "ready";

  private static final int BACKLOG = 1024;
  private static final int HALF_TRIPS_OF_CONNECT = 3;

  private final int port;
  private final int target;
  private final Duration delay;

  private FarLine(int port, int target, Duration delay) {
    this.port = port;
    this.target = target;
    this.delay = delay;
  }

  /** The arguments: first port here, first port of the hosts, how many, milliseconds each way. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    for (int i = 0; i < numbers[2]; i++) {
      new FarLine(numbers[0] + i, numbers[1] + i, Duration.ofMillis(numbers[3])).open();
    }
    System.out.println(READY);
    // Ends with whoever started it, also where that one was killed.
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private void open() throws IOException {
    ServerSocket listening = new ServerSocket(port, BACKLOG, loopback());
    start(() -> {
      while (true) {
        Socket client = listening.accept();
        start(() -> connect(client));
      }
    });
  }

  private void connect(Socket client) throws IOException, InterruptedException {
    try (client) {
      Thread.sleep(delay.multipliedBy(HALF_TRIPS_OF_CONNECT));
      try (Socket host = new Socket(loopback(), target)) {
        client.setTcpNoDelay(true);
        host.setTcpNoDelay(true);
        Thread back = start(() -> pass(host, client));
        pass(client, host);
        back.join();
      }
    }
  }

  /** What was read, and when it arrives; no bytes are the end. */
  private record Piece(long due, ByteBuffer bytes) {
    boolean isEnd() {
      return bytes.capacity() == 0;
    }
  }

  private void pass(Socket from, Socket to) throws IOException, InterruptedException {
    BlockingQueue<Piece> underway = new LinkedBlockingQueue<>();
    start(() -> read(from, underway));
    OutputStream out = to.getOutputStream();
    for (Piece piece = arrived(underway); !piece.isEnd(); piece = arrived(underway)) {
      out.write(piece.bytes().array());
    }
    to.shutdownOutput();
  }

  private static Piece arrived(BlockingQueue<Piece> underway) throws InterruptedException {
    Piece piece = underway.take();
    Thread.sleep(Duration.ofNanos(Math.max(0, piece.due() - System.nanoTime())));
    return piece;
  }

  private void read(Socket from, BlockingQueue<Piece> underway) throws IOException {
    byte[] buffer = new byte[65536];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        underway.add(new Piece(due(), ByteBuffer.wrap(Arrays.copyOf(buffer, n))));
      }
    } finally {
      underway.add(new Piece(due(), ByteBuffer.allocate(0)));
    }
  }

  private long due() {
    return System.nanoTime() + delay.toNanos();
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static Thread start(Task task) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            task.run();
          } catch (IOException e) {
            // A side hung up: the other is told by the closing of both sockets.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
