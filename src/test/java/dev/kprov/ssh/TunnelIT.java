package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.HostProof;
import dev.kprov.inventory.LoginKeys;
import dev.kprov.inventory.LoginMethod;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that does not answer its jump host, and answers when nobody waits any more. */
@Timeout(60)
class TunnelIT {

  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  @TempDir Path dir;

  @Test
  void aHostIsGivenUpAtItsConnectTimeoutAndHungUpOnWhenItAnswersAtLast() throws Exception {
    Path key = Sshd.newKey(dir, "id", "ed25519", "");
    try (Sshd jump = Sshd.start(dir.resolve("jump"), List.of("ed25519")).admit(key);
        SshConnector ssh = new SshConnector(Sshd.workstation(dir), Duration.ofSeconds(30));
        ServerSocket deaf = new ServerSocket(0, 1, HERE)) {
      Path known = jump.knownHosts("ed25519");
      Optional<SshSettings> way =
          Optional.of(settings(jump.port(), key, known, Optional.empty(), Optional.empty()));
      Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
      SshSettings behind = settings(deaf.getLocalPort(), key, known, second, way);
      List<Socket> waiting = fill(deaf);

      Instant begin = Instant.now();
      assertThatThrownBy(() -> ssh.connect(host(behind)))
          .isInstanceOf(RemoteFailure.class)
          .hasMessage("no answer from 127.0.0.1:%d within 1 s", deaf.getLocalPort());
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));

      try (Socket late = acceptOther(deaf, waiting)) {
        late.setSoTimeout(20_000);
        assertThat(late.getInputStream().read()).as("what the host hears").isEqualTo(-1);
      }
    }
  }

  /** Until the system holds no further connection for who does not accept them. */
  private static List<Socket> fill(ServerSocket deaf) throws IOException {
    List<Socket> waiting = new ArrayList<>();
    while (true) {
      Socket one = new Socket();
      try {
        one.connect(deaf.getLocalSocketAddress(), 300);
        waiting.add(one);
      } catch (SocketTimeoutException e) {
        one.close();
        return waiting;
      }
    }
  }

  private static Socket acceptOther(ServerSocket deaf, List<Socket> own) throws IOException {
    List<Integer> ports = own.stream().map(Socket::getLocalPort).toList();
    while (true) {
      Socket next = deaf.accept();
      if (!ports.contains(next.getPort())) {
        return next;
      }
      next.close();
    }
  }

  private static Host host(SshSettings ssh) {
    return new Host(
        "worker1", "worker1", List.of(new Role("worker")), "127.0.0.1", Optional.empty(), ssh);
  }

  private static SshSettings settings(
      int port,
      Path key,
      Path known,
      Optional<Duration> connectTimeout,
      Optional<SshSettings> way) {
    return new SshSettings(
        "127.0.0.1",
        port,
        Sshd.USER,
        LoginKeys.USUAL.only(key),
        LoginMethod.USUAL,
        new HostProof(known, Optional.empty()),
        AlgorithmChoice.USUAL,
        Become.NONE,
        connectTimeout,
        way,
        Optional.empty(),
        List.of());
  }
}
