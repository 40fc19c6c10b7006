package dev.kprov.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.ChildJvm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FarLineIT {

  private static final int DELAY_MILLIS = 100;
  private static final int PIECES = 20;

  @Test
  void manyPiecesAreAllUnderwayAtATime() throws Exception {
    try (ServerSocket host = new ServerSocket(0, 1, loopback());
        Line line = Line.to(host.getLocalPort());
        Socket near = new Socket(loopback(), line.port());
        Socket far = host.accept()) {
      near.setTcpNoDelay(true);
      DataInputStream heard = new DataInputStream(far.getInputStream());
      long began = System.nanoTime();
      DataOutputStream said = new DataOutputStream(near.getOutputStream());
      for (int i = 0; i < PIECES; i++) {
        said.writeInt(i);
        Thread.sleep(2);
      }
      for (int i = 0; i < PIECES; i++) {
        assertThat(heard.readInt()).isEqualTo(i);
      }
      // One delay for all of them; a line that waits before each would need twenty.
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(DELAY_MILLIS), Duration.ofMillis(10 * DELAY_MILLIS));
      near.shutdownOutput();
      assertThat(heard.read()).isEqualTo(-1);
    }
  }

  @Test
  void theFirstWordOfAServerComesAfterTwoRoundTrips() throws Exception {
    try (ServerSocket host = new ServerSocket(0, 1, loopback());
        Line line = Line.to(host.getLocalPort())) {
      long began = System.nanoTime();
      try (Socket near = new Socket(loopback(), line.port());
          Socket far = host.accept()) {
        far.getOutputStream().write('!');
        assertThat(near.getInputStream().read()).isEqualTo('!');
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .isBetween(Duration.ofMillis(4 * DELAY_MILLIS), Duration.ofMillis(20 * DELAY_MILLIS));
      }
    }
  }

  /** The process, on a port of its own. */
  private record Line(Process process, int port) implements AutoCloseable {

    static Line to(int target) throws IOException {
      int port = freePort();
      Process process =
          ChildJvm.of(
                  FarLine.class,
                  List.of(),
                  Integer.toString(port),
                  Integer.toString(target),
                  "1",
                  Integer.toString(DELAY_MILLIS))
              .start();
      assertThat(process.inputReader().readLine()).isEqualTo(FarLine.READY);
      return new Line(process, port);
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
        return socket.getLocalPort();
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }
}
