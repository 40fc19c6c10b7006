package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do not answer, or not as they should. */
@Timeout(60)
class UnreachableIT {

  @TempDir Path dir;

  private Path key;

  @BeforeEach
  void makeKey() throws Exception {
    key = Sshd.newKey(dir, "id", "ed25519", "");
  }

  @Test
  void nobodyListens() throws Exception {
    int port = Sshd.freePort();
    assertThatThrownBy(() -> connect(port, Duration.ofSeconds(5)))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("connection refused by 127.0.0.1:" + port);
  }

  @Test
  void theNameDoesNotExist() {
    SshSettings ssh =
        new SshSettings(
            "no-such-host.invalid",
            22,
            "x",
            Optional.of(key),
            dir,
            Optional.of("SHA256:x"),
            Become.NONE);
    Host host = new Host("h", "h", List.of(new Role("worker")), "h", Optional.empty(), ssh);
    assertThatThrownBy(() -> connector(Duration.ofSeconds(20)).connect(host))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("unknown host name no-such-host.invalid");
  }

  @Test
  void aSilentServerIsGivenUpAtTheDeadline() throws Exception {
    try (ServerSocket silent = listen()) {
      Instant start = Instant.now();
      assertThatThrownBy(() -> connect(silent.getLocalPort(), Duration.ofMillis(600)))
          .isInstanceOf(RemoteFailure.class)
          .hasMessage(
              "127.0.0.1:%d accepts connections but does not speak SSH within 600 ms",
              silent.getLocalPort());
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aServerThatDripsIsGivenUpAtTheDeadline() throws Exception {
    try (ServerSocket dripping = listen()) {
      serve(
          dripping,
          client -> {
            for (int i = 0; i < 100; i++) {
              client.getOutputStream().write('x');
              Thread.sleep(50);
            }
          });
      assertThatThrownBy(() -> connect(dripping.getLocalPort(), Duration.ofMillis(600)))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageEndingWith("does not speak SSH within 600 ms");
    }
  }

  @Test
  void aServerThatGreetsAndThenSaysNothingIsGivenUpAtTheDeadline() throws Exception {
    try (ServerSocket half = listen()) {
      serve(
          half,
          client -> {
            client.getOutputStream().write("SSH-2.0-half\r\n".getBytes(UTF_8));
            Thread.sleep(5_000);
          });
      assertThatThrownBy(() -> connect(half.getLocalPort(), Duration.ofMillis(600)))
          .isInstanceOf(RemoteFailure.class)
          .hasMessage("login to 127.0.0.1:%d did not end within 600 ms", half.getLocalPort());
    }
  }

  @Test
  void aServerThatAlwaysHangsUpIsReportedAfterTheThirdAttempt() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (ServerSocket full = listen()) {
      serve(full, client -> attempts.incrementAndGet());
      assertThatThrownBy(() -> connect(full.getLocalPort(), Duration.ofSeconds(5)))
          .isInstanceOf(RemoteFailure.class)
          .hasMessage("127.0.0.1:%d hung up before it greeted", full.getLocalPort());
    }
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aServerThatHangsUpOnceIsReachedAtTheSecondAttempt() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (Sshd sshd = Sshd.start(dir.resolve("sshd"), List.of("ed25519")).admit(key);
        ServerSocket full = listen()) {
      serve(
          full,
          client -> {
            if (attempts.incrementAndGet() > 1) {
              join(client, sshd.port());
            }
          });
      String line = "[127.0.0.1]:" + full.getLocalPort() + " " + sshd.hostKey("ed25519") + "\n";
      Path known = Files.writeString(dir.resolve("known"), line);
      try (SshConnector ssh = connector(Duration.ofSeconds(10));
          Remote remote =
              ssh.connect(
                  Sshd.host(full.getLocalPort(), Optional.of(key), known, Optional.empty()))) {
        assertThat(remote.run("true", out -> {}, Duration.ofSeconds(10), 10).exit()).isZero();
      }
    }
    assertThat(attempts).hasValue(2);
  }

  @Test
  void anInterruptEndsConnectingAtOnce() throws Exception {
    Instant start = Instant.now();
    try (ServerSocket silent = listen();
        ExecutorService one = Executors.newSingleThreadExecutor()) {
      Future<?> running =
          one.submit(() -> {
            connect(silent.getLocalPort(), Duration.ofSeconds(50));
            return null;
          });
      Thread.sleep(300);
      one.shutdownNow();
      assertThatThrownBy(running::get).hasRootCauseInstanceOf(InterruptedException.class);
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  private void connect(int port, Duration limit) throws Exception {
    try (SshConnector ssh = connector(limit)) {
      Host host = Sshd.host(port, Optional.of(key), dir.resolve("none"), Optional.empty());
      ssh.connect(host).close();
    }
  }

  private SshConnector connector(Duration limit) {
    return new SshConnector(Sshd.workstation(dir), limit);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  }

  private interface Talk {
    void with(Socket client) throws IOException, InterruptedException;
  }

  /** Answers every connection as told, each on a thread of its own, and hangs up afterwards. */
  private static void serve(ServerSocket server, Talk talk) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              Thread.ofPlatform().daemon().start(() -> answer(client, talk));
            } catch (IOException e) {
              return; // closed
            }
          }
        });
  }

  private static void answer(Socket client, Talk talk) {
    try (client) {
      talk.with(client);
    } catch (IOException e) {
      // the client hung up first
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Socket client, int port) throws IOException {
    try (Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      Thread back =
          Thread.ofPlatform()
              .daemon()
              .start(() ->
                  answer(server, s -> s.getInputStream().transferTo(client.getOutputStream())));
      client.getInputStream().transferTo(server.getOutputStream());
      server.shutdownOutput();
      back.interrupt();
    }
  }
}
