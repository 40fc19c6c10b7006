package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.house.Shows;
import dev.kprov.inventory.Host;
import dev.kprov.lab.SshAgent;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by keys of a real ssh-agent, against real sshds. */
@Timeout(60)
class AgentIT {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final String SECRET = "open sesame";
  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir static Path dir;

  private static Sshd sshd;
  private static Path passphrase;

  private SshAgent agent;
  private Path home;

  @BeforeAll
  static void startServer() throws Exception {
    sshd = Sshd.start(dir.resolve("sshd"), List.of("ed25519"));
    passphrase = Files.writeString(dir.resolve("passphrase"), SECRET);
  }

  @AfterAll
  static void stopServer() {
    sshd.close();
  }

  @BeforeEach
  void startAgent() throws Exception {
    agent = SshAgent.start(dir);
    home = Files.createTempDirectory(dir, "home");
    Files.createDirectories(home.resolve(".ssh"));
  }

  @AfterEach
  void stopAgent() {
    agent.close();
  }

  @ParameterizedTest
  @CsvSource({"ed25519, ''", "ecdsa 256, ''", "rsa 2048, ''", "rsa 2048, PEM"})
  void theAgentSignsForALockedIdentityFileWhoseKeyItHolds(String type, String format)
      throws Exception {
    String[] more = format.isEmpty() ? new String[0] : new String[] {"-m", format};
    Path file = Sshd.newKey(dir, "key" + COUNT.incrementAndGet(), type, SECRET, more);
    sshd.admit(file);
    agent.add(file, passphrase);
    if (format.isEmpty()) {
      Files.delete(Path.of(file + ".pub")); // the file shows its public half itself
    }
    logIn(sshd, Optional.of(file));
  }

  @Test
  void aPublicKeyFileIsEnoughWhereTheAgentHasTheOtherHalf() throws Exception {
    Path file = newKey("ed25519", "");
    sshd.admit(file);
    agent.add(newKey("ed25519", "")).add(file);
    Files.delete(file);
    logIn(sshd, Optional.of(Path.of(file + ".pub")));
    logIn(sshd, Optional.of(file));
  }

  @Test
  void aPublicKeyFileOfWhichTheAgentKnowsNothingIsSaid() throws Exception {
    Path file = newKey("ed25519", "");
    agent.add(newKey("ed25519", ""));
    assertThat(failure(sshd, Optional.of(Path.of(file + ".pub"))))
        .hasMessage("the private key of " + file + ".pub is neither in a file nor in the agent");
  }

  @Test
  void whoNamesAnIdentityFileMeansNoOtherKeyOfTheAgent() throws Exception {
    Path right = newKey("ed25519", "");
    sshd.admit(right);
    agent.add(right);
    Path wrong = newKey("ed25519", "");
    assertThat(failure(sshd, Optional.of(wrong)))
        .hasMessageStartingWith("permission denied for " + Sshd.USER + ": offered " + wrong + " (")
        .hasMessageEndingWith("); accepted are publickey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa 384", "rsa 2048"})
  void withoutAnIdentityFileTheKeysOfTheAgentAreOffered(String type) throws Exception {
    Path right = newKey(type, "");
    sshd.admit(right);
    agent.add(newKey("ed25519", "")).add(right).add(newKey("rsa 2048", ""));
    logIn(sshd, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-sha2-512", "rsa-sha2-256"})
  void anRsaKeySignsWithEitherSha2(String algorithm) throws Exception {
    Path file = newKey("rsa 2048", "");
    agent.add(file);
    try (Sshd picky = fresh("PubkeyAcceptedAlgorithms " + algorithm).admit(file)) {
      logIn(picky, Optional.empty());
      logIn(picky, Optional.of(file));
    }
  }

  @Test
  void theKeyOfADefaultFileGoesBeforeTheOthersOfTheAgent() throws Exception {
    Path file = Sshd.newKey(home, ".ssh/id_ed25519", "ed25519", SECRET);
    for (int i = 0; i < 8; i++) {
      agent.add(newKey("ed25519", ""));
    }
    agent.add(file, passphrase);
    try (Sshd strict = fresh("MaxAuthTries 1").admit(file)) {
      logIn(strict, Optional.empty());
    }
  }

  @Test
  void defaultFilesFollowTheAgent() throws Exception {
    agent.add(newKey("ed25519", ""));
    sshd.admit(Sshd.newKey(home, ".ssh/id_rsa", "rsa 2048", ""));
    logIn(sshd, Optional.empty());
  }

  @Test
  void noMoreKeysAreOfferedThanAServerAllows() throws Exception {
    for (int i = 0; i < 8; i++) {
      agent.add(newKey("ed25519", ""), "-q");
    }
    RemoteFailure failure = failure(sshd, Optional.empty());
    assertThat(failure.getMessage().split("SHA256:", -1)).hasSize(7);
    assertThat(failure)
        .hasMessageContaining(
            "; then the server hung up (too many authentication failures);"
                + " not offered: 2 more keys");
    assertThat(failure.hint())
        .hasValueSatisfying(hint -> assertThat(hint).contains("ssh.identityFile"));
  }

  @Test
  void aServerThatAllowsFewerSaysSoAndTheKeysAreNamed() throws Exception {
    for (int i = 0; i < 4; i++) {
      agent.add(newKey("ed25519", ""));
    }
    try (Sshd strict = fresh("MaxAuthTries 2")) {
      assertThat(failure(strict, Optional.empty()))
          .hasMessageMatching(
              "permission denied for \\S+: offered the agent's \\S+ \\(ssh-ed25519"
                  + " SHA256:\\S{43}\\), the agent's \\S+ \\(ssh-ed25519 SHA256:\\S{43}\\); then"
                  + " the server hung up \\(too many authentication failures\\); not offered: 2"
                  + " more keys; accepted are publickey");
    }
  }

  @Test
  void anEmptyAgentAndALockedOneAreSaid() throws Exception {
    assertThat(failure(sshd, Optional.empty()))
        .hasMessage(
            "no private key to log in with: no identityFile is set; the ssh-agent holds no key,"
                + " or is locked; there is no id_ed25519, id_ecdsa, id_rsa in "
                + home.resolve(".ssh")
                + "; accepted are publickey");
    Path file = newKey("ed25519", SECRET);
    agent.add(file, passphrase).lock();
    assertThat(failure(sshd, Optional.of(file)))
        .hasMessage(
            "private key %s needs a passphrase and there is no terminal to ask on;"
                + " the ssh-agent holds no key, or is locked",
            file);
  }

  @Test
  void anAgentThatIsGoneIsSaidAndFilesAreStillTried() throws Exception {
    agent.close();
    Path file = newKey("ed25519", SECRET);
    assertThat(failure(sshd, Optional.of(file)))
        .hasMessageContaining("; no ssh-agent answers at " + agent.socket() + ": ");
    sshd.admit(Sshd.newKey(home, ".ssh/id_ed25519", "ed25519", ""));
    logIn(sshd, Optional.empty());
  }

  @Test
  void aKeyWhoseUseIsNotConfirmedIsSaidAndTheOthersAreTried() throws Exception {
    Path denied = newKey("ed25519", "");
    agent.add(denied, "-c");
    sshd.admit(denied);
    assertThat(failure(sshd, Optional.empty()))
        .hasMessageStartingWith(
            "permission denied for "
                + Sshd.USER
                + "; the ssh-agent refuses to sign with the agent's ");
    Path other = newKey("ed25519", "");
    agent.add(other);
    sshd.admit(other);
    logIn(sshd, Optional.empty());
  }

  @Test
  void nobodyIsAskedToConfirmAKeyThatTheServerDoesNotWant() throws Exception {
    Path right = newKey("ed25519", "");
    sshd.admit(right);
    agent.add(newKey("ed25519", ""), "-c").add(right);
    logIn(sshd, Optional.empty());
    assertThat(agent.messages(13)).isEqualTo(1);
  }

  @Test
  void whereTheAgentDoesNotSignTheLockedFileIsOpened() throws Exception {
    Path file = newKey("ed25519", SECRET);
    sshd.admit(file);
    Path open = newKey("ed25519", "");
    Files.copy(file, open, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Sshd.run(List.of("ssh-keygen", "-q", "-p", "-P", SECRET, "-N", "", "-f", open.toString()));
    agent.add(open, "-c");
    assertThat(failure(sshd, Optional.of(file)))
        .hasMessageContaining("; the ssh-agent refuses to sign with the agent's ");
    AtomicInteger asked = new AtomicInteger();
    PassphraseSource person =
        (f, attempt) -> {
          asked.incrementAndGet();
          return Optional.of(SECRET.toCharArray());
        };
    Workstation here = Sshd.workstation(home, Optional.of(agent.socket()), person);
    logIn(here, sshd, Optional.of(file));
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa 2048", "ecdsa 256"})
  @Shows(table = "ways", value = "with a user certificate in an agent")
  void aCertificateInTheAgentLogsIn(String type) throws Exception {
    Path authority = newKey("ed25519", "");
    Path file = newKey(type, "");
    certify(authority, file);
    agent.add(file); // with the certificate beside it
    try (Sshd trusting = fresh("TrustedUserCAKeys " + authority + ".pub")) {
      logIn(trusting, Optional.empty());
      Files.delete(file);
      logIn(trusting, Optional.of(file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa 2048", "ecdsa 256"})
  @Shows(table = "ways", value = "with a user certificate in a file")
  void aCertificateBesideAKeyFileLogsIn(String type) throws Exception {
    Path authority = newKey("ed25519", "");
    Path file = newKey(type, "");
    certify(authority, file);
    try (Sshd trusting = fresh("TrustedUserCAKeys " + authority + ".pub")) {
      logIn(trusting, Optional.of(file));
    }
  }

  @Test
  void aCertificateInAFileIsShownForAKeyInTheAgent() throws Exception {
    Path authority = newKey("ed25519", "");
    Path file = newKey("ed25519", "");
    agent.add(file);
    certify(authority, file);
    Files.delete(file);
    try (Sshd trusting = fresh("TrustedUserCAKeys " + authority + ".pub")) {
      logIn(trusting, Optional.of(file));
    }
  }

  private static void certify(Path authority, Path file) throws Exception {
    Sshd.run(
        List.of(
            "ssh-keygen",
            "-q",
            "-s",
            authority.toString(),
            "-I",
            "operator",
            "-n",
            Sshd.USER,
            file + ".pub"));
  }

  @Test
  void manyHostsAtOnceAskForTheListOnce() throws Exception {
    Path file = newKey("rsa 2048", SECRET);
    sshd.admit(file);
    agent.add(file, passphrase);
    Host host = host(sshd, Optional.of(file));
    int hosts = 40;
    try (SshConnector ssh = new SshConnector(Sshd.workstation(home, agent.socket()), LONG);
        ExecutorService some = Executors.newFixedThreadPool(8)) {
      List<Future<Remote>> all =
          IntStream.range(0, hosts).mapToObj(i -> some.submit(() -> ssh.connect(host))).toList();
      for (Future<Remote> one : new ArrayList<>(all)) {
        one.get().close();
      }
    }
    assertThat(agent.messages(13)).isEqualTo(hosts);
    assertThat(agent.messages(11)).isEqualTo(1);
  }

  private void logIn(Sshd server, Optional<Path> identity) throws Exception {
    logIn(Sshd.workstation(home, agent.socket()), server, identity);
  }

  private static void logIn(Workstation here, Sshd server, Optional<Path> identity)
      throws Exception {
    try (SshConnector ssh = new SshConnector(here, LONG);
        Remote remote = ssh.connect(host(server, identity))) {
      assertThat(remote.run("printf hello", out -> {}, LONG, 100).out())
          .asString(UTF_8)
          .isEqualTo("hello");
    }
  }

  private RemoteFailure failure(Sshd server, Optional<Path> identity) throws Exception {
    try (SshConnector ssh = new SshConnector(Sshd.workstation(home, agent.socket()), LONG)) {
      Host host = host(server, identity);
      RemoteFailure[] failure = new RemoteFailure[1];
      assertThatThrownBy(() -> ssh.connect(host))
          .isInstanceOfSatisfying(RemoteFailure.class, e -> failure[0] = e);
      return failure[0];
    }
  }

  private static Host host(Sshd server, Optional<Path> identity) throws Exception {
    return Sshd.host(server.port(), identity, server.knownHosts("ed25519"), Optional.empty());
  }

  private static Sshd fresh(String... options) throws Exception {
    return Sshd.start(dir.resolve("sshd" + COUNT.incrementAndGet()), List.of("ed25519"), options);
  }

  private static Path newKey(String type, String passphrase) throws Exception {
    return Sshd.newKey(dir, "key" + COUNT.incrementAndGet(), type, passphrase);
  }
}
