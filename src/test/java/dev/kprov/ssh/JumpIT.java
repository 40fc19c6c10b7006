package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.house.Shows;
import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.HostProof;
import dev.kprov.inventory.LoginKeys;
import dev.kprov.inventory.LoginMethod;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts behind jump hosts, all of them real servers. */
@Timeout(60)
class JumpIT {

  private static final Duration LONG = Duration.ofSeconds(15);

  @TempDir static Path dir;

  private static Path key;
  private static Path known;
  private static Sshd first;
  private static Sshd second;
  private static Sshd target;

  @BeforeAll
  static void startServers() throws Exception {
    key = Sshd.newKey(dir, "id", "ed25519", "");
    first = Sshd.start(dir.resolve("first"), List.of("ed25519")).admit(key);
    second = Sshd.start(dir.resolve("second"), List.of("ed25519")).admit(key);
    target = Sshd.start(dir.resolve("target"), List.of("ed25519"), "MaxStartups 100").admit(key);
    List<String> lines = new ArrayList<>();
    for (Sshd one : List.of(first, second, target)) {
      lines.addAll(Files.readAllLines(one.knownHosts("ed25519")));
    }
    known = Files.write(dir.resolve("known_hosts"), lines);
  }

  @AfterAll
  static void stopServers() {
    List.of(target, second, first).forEach(Sshd::close);
  }

  @Test
  @Shows(table = "ways", value = "by way of a jump host, and of several")
  void aHostIsReachedByWayOfOneJumpHostAndOfSeveral() throws Exception {
    try (SshConnector ssh = connector(LONG)) {
      assertThat(greet(ssh, host(target.port(), by(first.port(), Optional.empty()))))
          .isEqualTo("hello");
      Optional<SshSettings> both = by(second.port(), by(first.port(), Optional.empty()));
      assertThat(greet(ssh, host(target.port(), both))).isEqualTo("hello");
    }
    assertThat(first.log()).contains("Accepted publickey");
    assertThat(second.log()).contains("Accepted publickey");
  }

  @Test
  void oneConnectionToAJumpHostServesAllHostsAtOnceAndCarriesMuch() throws Exception {
    byte[] much = new byte[3_000_000];
    try (Sshd jump =
            Sshd.start(dir.resolve("busy"), List.of("ed25519"), "MaxStartups 2").admit(key);
        SshConnector ssh = connector(LONG);
        ExecutorService some = Executors.newFixedThreadPool(8)) {
      Path file = trusting(jump);
      Host host = host(target.port(), by(jump.port(), file, Optional.empty()));
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        counts.add(
            some.submit(() -> {
              try (Remote remote = ssh.connect(host)) {
                remote.run("true", out -> out.write(much), LONG, 100); // ends before it has read
                Remote.Reply reply =
                    remote.run("tee /dev/stderr", out -> out.write(much), LONG, much.length);
                return (long) reply.out().length;
              }
            }));
      }
      for (Future<Long> count : counts) {
        assertThat(count.get()).isEqualTo(much.length);
      }
      assertThat(jump.log().lines().filter(line -> line.contains("Accepted publickey"))).hasSize(1);
    }
  }

  @Test
  void theLastJumpHostIsLeftFirst() {
    SshSettings near = by(1, Optional.empty()).orElseThrow();
    SshSettings middle = by(2, Optional.of(near)).orElseThrow();
    SshSettings far = by(3, Optional.of(middle)).orElseThrow();
    assertThat(List.of(near, far, middle).stream().sorted(Logins.LAST_HOP_FIRST))
        .containsExactly(far, middle, near);
  }

  @Test
  void aHostThatIsGivenUpDoesNotDisturbTheOthersBehindItsJumpHost() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        SshConnector ssh = connector(Duration.ofSeconds(2))) {
      Optional<SshSettings> jump = by(first.port(), Optional.empty());
      try (Remote other = ssh.connect(host(target.port(), jump))) {
        assertThatThrownBy(() -> ssh.connect(host(silent.getLocalPort(), jump)))
            .isInstanceOf(RemoteFailure.class)
            .hasMessageContaining("does not speak SSH within 2 s");
        assertThat(greet(other)).isEqualTo("hello");
      }
    }
  }

  @Test
  void theKeyOfAJumpHostIsCheckedLikeAnyOther() throws Exception {
    Path file = target.knownHosts("ed25519");
    Host host = host(target.port(), by(first.port(), file, Optional.empty()));
    try (SshConnector ssh = connector(LONG)) {
      assertThatThrownBy(() -> ssh.connect(host))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageMatching(
              "jump host 127.0.0.1:" + first.port() + ": host key SHA256:\\S+ \\S+ is not known");
    }
  }

  @Test
  void theKeyOfAHostBehindAJumpHostIsCheckedToo() throws Exception {
    Path file = first.knownHosts("ed25519");
    Host host = host(target.port(), file, by(first.port(), Optional.empty()));
    try (SshConnector ssh = connector(LONG)) {
      assertThatThrownBy(() -> ssh.connect(host))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageMatching("host key SHA256:\\S+ \\S+ is not known");
    }
  }

  @Test
  void whatAJumpHostCannotOrMayNotReachIsSaidWithItsName() throws Exception {
    int nobody = Sshd.freePort();
    try (Sshd closed =
            Sshd.start(dir.resolve("closed"), List.of("ed25519"), "AllowTcpForwarding no")
                .admit(key);
        SshConnector ssh = connector(LONG)) {
      assertThatThrownBy(() -> ssh.connect(host(nobody, by(first.port(), Optional.empty()))))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("jump host 127.0.0.1:" + first.port() + " cannot connect to")
          .hasMessageContaining("127.0.0.1:" + nobody);
      Path file = trusting(closed);
      assertThatThrownBy(
              () -> ssh.connect(host(target.port(), by(closed.port(), file, Optional.empty()))))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("does not pass connections on to");
    }
  }

  @Test
  @Shows(table = "conditions", value = "a jump host that dies | names it for every host behind it")
  void aJumpHostThatDiesIsNamedForEveryHostBehindIt() throws Exception {
    try (Sshd mortal = Sshd.start(dir.resolve("mortal"), List.of("ed25519")).admit(key);
        SshConnector ssh = connector(LONG)) {
      Host host = host(target.port(), by(mortal.port(), trusting(mortal), Optional.empty()));
      try (Remote one = ssh.connect(host)) {
        mortal.die();
        String dead = "jump host 127.0.0.1:" + mortal.port() + ": ";
        assertThatThrownBy(() -> greet(one))
            .isInstanceOf(RemoteFailure.class)
            .hasMessageStartingWith(dead);
        assertThatThrownBy(() -> ssh.connect(host))
            .isInstanceOf(RemoteFailure.class)
            .hasMessageStartingWith(dead);
      }
    }
  }

  private static SshConnector connector(Duration limit) {
    return new SshConnector(Sshd.workstation(dir), limit);
  }

  private static Path trusting(Sshd jump) throws Exception {
    return jump.knownHosts("ed25519");
  }

  private static Optional<SshSettings> by(int port, Optional<SshSettings> before) {
    return by(port, known, before);
  }

  private static Optional<SshSettings> by(int port, Path file, Optional<SshSettings> before) {
    return Optional.of(
        new SshSettings(
            "127.0.0.1",
            port,
            Sshd.USER,
            LoginKeys.USUAL.only(key),
            LoginMethod.USUAL,
            new HostProof(file, Optional.empty()),
            AlgorithmChoice.USUAL,
            Become.NONE,
            Optional.empty(),
            before,
            Optional.empty(),
            List.of()));
  }

  private static Host host(int port, Optional<SshSettings> jump) {
    return host(port, known, jump);
  }

  private static Host host(int port, Path file, Optional<SshSettings> jump) {
    Host direct = Sshd.host(port, Optional.of(key), file, Optional.empty());
    return direct.reachedBy(by(port, file, jump).orElseThrow());
  }

  private static String greet(SshConnector ssh, Host host) throws Exception {
    try (Remote remote = ssh.connect(host)) {
      return greet(remote);
    }
  }

  private static String greet(Remote remote) throws Exception {
    return new String(remote.run("printf hello", out -> {}, LONG, 100).out(), UTF_8);
  }
}
