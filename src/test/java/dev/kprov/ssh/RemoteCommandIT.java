package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a real sshd, and everything by which they can end. */
@Timeout(60)
class RemoteCommandIT {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Remote.Input NOTHING = out -> {};

  @TempDir static Path dir;

  private static Path key;
  private static Sshd sshd;

  private SshConnector ssh;
  private Remote remote;

  @BeforeAll
  static void startServer() throws Exception {
    key = Sshd.newKey(dir, "id", "ed25519", "");
    sshd = Sshd.start(dir.resolve("sshd"), List.of("ed25519")).admit(key);
  }

  @AfterAll
  static void stopServer() {
    sshd.close();
  }

  @BeforeEach
  void connect() throws Exception {
    ssh = new SshConnector(Sshd.workstation(dir), LONG);
    remote = ssh.connect(sshd.host(key, sshd.knownHosts("ed25519")));
  }

  @AfterEach
  void disconnect() {
    remote.close();
    ssh.close();
  }

  @Test
  void aCommandAnswersByStatusOutputAndError() throws Exception {
    Remote.Reply reply =
        remote.run("cat; echo oops >&2; exit 3", out -> out.write("hi".getBytes(UTF_8)), LONG, 100);
    assertThat(reply.exit()).isEqualTo(3);
    assertThat(reply.out()).asString(UTF_8).isEqualTo("hi");
    assertThat(reply.err()).asString(UTF_8).isEqualTo("oops\n");
  }

  @Test
  void inputIsHeldBackUntilItIsDueButNotForEver() throws Exception {
    Remote.Input afterTheWord =
        new Remote.Input() {
          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write("hi".getBytes(UTF_8));
          }

          @Override
          public boolean isDue(byte[] said) {
            return new String(said, UTF_8).contains("now");
          }
        };

    Remote.Reply reply = remote.run("timeout 0.3 cat; echo now; cat", afterTheWord, LONG, 100);
    assertThat(reply.out()).asString(UTF_8).isEqualTo("now\nhi");
    assertThatThrownBy(() -> remote.run("yes", afterTheWord, LONG, 1_000_000))
        .hasMessage("the remote command wrote more than 65536 bytes");
  }

  @Test
  void severalCommandsRunOneAfterAnother() throws Exception {
    for (int i = 0; i < 12; i++) { // more than MaxSessions
      assertThat(remote.run("echo " + i, NOTHING, LONG, 100).out())
          .asString(UTF_8)
          .isEqualTo(i + "\n");
    }
  }

  @Test
  void bothOutputsMayBeLargerThanTheWindowTheyShare() throws Exception {
    Remote.Reply reply =
        remote.run(
            "head -c 5000000 /dev/zero >&2; head -c 5000000 /dev/zero", NOTHING, LONG, 6_000_000);
    assertThat(reply.out()).hasSize(5_000_000);
    assertThat(reply.err()).hasSize(16 * 1024);
  }

  @Test
  void threeMegabytesOfInputArriveWhole() throws Exception {
    byte[] input = new byte[3_000_001];
    new java.util.SplittableRandom(1).nextBytes(input);
    Remote.Reply reply = remote.run("sleep 1; sha256sum", out -> out.write(input), LONG, 1000);
    assertThat(reply.out()).asString(UTF_8).startsWith(dev.kprov.base.Sha256.of(input).hex());
  }

  @Test
  void inputAndOutputOfSeveralMegabytesMoveAtOnce() throws Exception {
    byte[] input = new byte[4_000_000];
    Arrays.fill(input, (byte) 'x');
    Remote.Reply reply = remote.run("cat", out -> out.write(input), LONG, 5_000_000);
    assertThat(reply.out()).isEqualTo(input);
  }

  @Test
  void aCommandThatEndsBeforeItHasReadItsInputStillAnswers() throws Exception {
    byte[] input = new byte[8_000_000];
    Remote.Reply reply =
        remote.run("exec sh -c 'echo early; exit 4'", out -> out.write(input), LONG, 1000);
    assertThat(reply.exit()).isEqualTo(4);
    assertThat(reply.out()).asString(UTF_8).isEqualTo("early\n");
    assertThat(remote.run("echo next", NOTHING, LONG, 100).exit()).isZero();
  }

  @Test
  void aCommandThatReadsSlowlyGetsAllOfItsInput() throws Exception {
    byte[] input = new byte[2_172_688];
    Remote.Reply reply = remote.run("sleep 2; wc -c", out -> out.write(input), LONG, 100);
    assertThat(reply.out()).asString(UTF_8).isEqualTo("2172688\n");
  }

  @Test
  void aCommandThatTakesItsInputSlowlyMayTakeLongerThanTheLimit() throws Exception {
    byte[] piece = new byte[100_000];
    String slow = "for i in 1 2 3 4 5 6; do sleep 0.5; head -c 1000000 >/dev/null; done; wc -c";
    Remote.Reply reply =
        remote.run(
            slow,
            out -> {
              for (int i = 0; i < 60; i++) {
                out.write(piece);
              }
            },
            Duration.ofSeconds(2),
            100);
    assertThat(reply.exit()).isZero();
  }

  @Test
  void aCommandThatStopsTakingItsInputIsCutByTheDeadline() {
    byte[] piece = new byte[100_000];
    assertThatThrownBy(() ->
            remote.run(
                "head -c 1000000 >/dev/null; sleep 30",
                out -> {
                  for (int i = 0; i < 80; i++) {
                    out.write(piece);
                  }
                },
                Duration.ofSeconds(4),
                100))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the remote command neither ended nor took more input for 4 s, connection cut");
  }

  /** sshj gives up after 30 s in which the other side does not read. */
  @Test
  @EnabledIfSystemProperty(named = "kprov.test.long", matches = "true")
  void aCommandMayTakeLongerToReadThanSshjWaits() throws Exception {
    byte[] input = new byte[5_000_000];
    Remote.Reply reply =
        remote.run("sleep 32; wc -c", out -> out.write(input), Duration.ofSeconds(50), 100);
    assertThat(reply.out()).asString(UTF_8).isEqualTo("5000000\n");
  }

  @Test
  void aCommandThatHangsIsCutByTheDeadline() {
    Instant start = Instant.now();
    assertThatThrownBy(() -> remote.run("sleep 30", NOTHING, Duration.ofMillis(700), 100))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the remote command did not end within 700 ms, connection cut");
    remote.close();
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aCommandThatNeverReadsALargeInputIsCutByTheDeadline() {
    byte[] input = new byte[8_000_000];
    Instant start = Instant.now();
    assertThatThrownBy(
            () -> remote.run("sleep 30", o -> o.write(input), Duration.ofMillis(700), 100))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("700 ms");
    remote.close();
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void anInterruptEndsACommandAtOnce() throws Exception {
    Instant start = Instant.now();
    try (ExecutorService one = Executors.newSingleThreadExecutor()) {
      Callable<Remote.Reply> hang = () -> remote.run("sleep 30", NOTHING, LONG, 100);
      Future<Remote.Reply> running = one.submit(hang);
      Thread.sleep(300);
      one.shutdownNow();
      assertThatThrownBy(running::get).hasRootCauseInstanceOf(InterruptedException.class);
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aKilledCommandIsAFailureAndNoStatus() {
    assertThatThrownBy(() -> remote.run("kill -9 $$", NOTHING, LONG, 100))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the remote command was killed by signal KILL");
  }

  @Test
  void aConnectionThatDiesUnderACommandIsAFailure() {
    assertThatThrownBy(() -> remote.run("kill -9 $PPID; sleep 5", NOTHING, LONG, 100))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageStartingWith("connection lost: ");
  }

  @Test
  void outputWithoutEndIsAFailure() {
    assertThatThrownBy(() -> remote.run("cat /dev/zero", NOTHING, LONG, 100_000))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the remote command wrote more than 100000 bytes");
  }

  @Test
  void inputThatCannotBeProducedIsAFailure() {
    Remote.Input half =
        out -> {
          out.write(new byte[100_000]);
          throw new IOException("disk gone");
        };
    assertThatThrownBy(() -> remote.run("cat", half, LONG, 1_000_000))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("cannot produce the input of the remote command: disk gone");
  }

  /** The command would else wait for its input until its time is up. */
  @Test
  void inputThatMeetsAnErrorOfTheMachineIsAFailureAtOnce() {
    Remote.Input deep =
        _ -> {
          throw new StackOverflowError("too deep");
        };
    assertThatThrownBy(() -> remote.run("cat", deep, LONG, 100))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("cannot produce the input of the remote command: too deep");
  }

  @Test
  void afterAFailureTheConnectionIsNotUsedAgain() {
    assertThatThrownBy(() -> remote.run("kill -9 $$", NOTHING, LONG, 100))
        .isInstanceOf(RemoteFailure.class);
    assertThatThrownBy(() -> remote.run("true", NOTHING, LONG, 100))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the connection has ended");
  }

  @Test
  void closingLeavesNoThreadBehind() throws Exception {
    assertThat(remote.run("true", NOTHING, LONG, 100).exit()).isZero();
    assertThat(threads()).isNotEmpty();
    remote.close();
    ssh.close();
    for (int i = 0; i < 50 && !threads().isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertThat(threads()).isEmpty();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sshj-") || name.startsWith("kprov-ssh-"))
        .toList();
  }
}
