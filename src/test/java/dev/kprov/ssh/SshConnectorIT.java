package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.house.Shows;
import dev.kprov.inventory.AgentChoice;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.LoginKeys;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Algorithms and logins against real sshds with options of their own. */
@Timeout(60)
class SshConnectorIT {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final PassphraseSource NOBODY = (file, attempt) -> Optional.empty();
  private static final String[] TYPES = {
    "ed25519", "ecdsa 256", "ecdsa 384", "ecdsa 521", "rsa 2048"
  };

  @TempDir static Path dir;

  private static Path key;
  private static Sshd sshd;
  private static final AtomicInteger COUNT = new AtomicInteger();

  @BeforeAll
  static void startServer() throws Exception {
    key = Sshd.newKey(dir, "id", "ed25519", "");
    sshd = Sshd.start(dir.resolve("sshd"), List.of(TYPES), "MaxAuthTries 6").admit(key);
  }

  @AfterAll
  static void stopServer() {
    sshd.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KexAlgorithms curve25519-sha256",
        "KexAlgorithms curve25519-sha256@libssh.org",
        "KexAlgorithms ecdh-sha2-nistp256",
        "KexAlgorithms ecdh-sha2-nistp384",
        "KexAlgorithms ecdh-sha2-nistp521",
        "KexAlgorithms diffie-hellman-group16-sha512",
        "KexAlgorithms diffie-hellman-group14-sha256",
        "Ciphers aes128-gcm@openssh.com",
        "Ciphers aes256-gcm@openssh.com",
        "Ciphers aes128-ctr",
        "Ciphers aes192-ctr",
        "Ciphers aes256-ctr",
        "MACs hmac-sha2-256-etm@openssh.com",
        "MACs hmac-sha2-512-etm@openssh.com",
        "MACs hmac-sha2-256",
        "MACs hmac-sha2-512",
      })
  void everyAlgorithmOfTheListIsSpoken(String option) throws Exception {
    String ctr = option.startsWith("MACs") ? "Ciphers aes128-ctr" : "LogLevel INFO";
    try (Sshd strict = fresh(List.of("ed25519"), option, ctr).admit(key)) {
      assertThat(greet(strict.host(key, strict.knownHosts("ed25519")), NOBODY)).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "KexAlgorithms diffie-hellman-group-exchange-sha256; key exchange algorithm",
        "Ciphers aes128-cbc; cipher",
        "Ciphers chacha20-poly1305@openssh.com; cipher",
        "MACs hmac-sha1; MAC algorithm",
        "HostKeyAlgorithms ssh-rsa; host key algorithm",
      })
  void whatIsRetiredIsNotSpokenAndTheMessageSaysWhat(String option, String what) throws Exception {
    try (Sshd old = fresh(List.of("rsa 2048"), option).admit(key)) {
      assertThatThrownBy(() -> greet(old.host(key, old.knownHosts("rsa 2048")), NOBODY))
          .isInstanceOf(RemoteFailure.class)
          .hasMessage(
              "no %s in common with 127.0.0.1:%d, which offers %s",
              what, old.port(), option.substring(option.indexOf(' ') + 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, ''",
    "ecdsa 256, ''",
    "ecdsa 384, ''",
    "ecdsa 521, ''",
    "rsa 2048, ''",
    "rsa 2048, PEM",
    "ecdsa 256, PEM",
    "ecdsa 521, PEM",
    "rsa 2048, PKCS8",
    "ecdsa 384, PKCS8",
  })
  @Shows(table = "ways", value = "with a key in a file")
  void everyKindOfKeyFileLogsIn(String type, String format) throws Exception {
    for (String passphrase : List.of("", "open sesame \u00fc")) {
      Path file = newKey(type, passphrase, format);
      Host host = sshd.admit(file).host(file, sshd.knownHosts("ed25519"));
      assertThat(greet(host, (f, n) -> Optional.of(passphrase.toCharArray()))).isEqualTo("hello");
    }
  }

  @Test
  void aStalePublicKeyFileBesideTheKeyDoesNotMatter() throws Exception {
    Path file = newKey("ed25519", "", "");
    Host host = sshd.admit(file).host(file, sshd.knownHosts("ed25519"));
    Files.copy(
        Path.of(key + ".pub"),
        Path.of(file + ".pub"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(greet(host, NOBODY)).isEqualTo("hello");
  }

  @Test
  @Shows(table = "ways", value = "with a key in a file that has a passphrase")
  void aPassphraseIsAskedForOnceForManyHostsAtOnce() throws Exception {
    Path file = newKey("ed25519", "secret", "");
    sshd.admit(file);
    AtomicInteger asked = new AtomicInteger();
    PassphraseSource source =
        (f, attempt) -> {
          asked.incrementAndGet();
          return Optional.of("secret".toCharArray());
        };
    Host host = sshd.host(file, sshd.knownHosts("ed25519"));
    try (SshConnector ssh = new SshConnector(Sshd.workstation(dir, source), LONG);
        ExecutorService eight = Executors.newFixedThreadPool(8)) {
      List<Future<Remote>> all =
          IntStream.range(0, 8).mapToObj(i -> eight.submit(() -> ssh.connect(host))).toList();
      for (Future<Remote> one : all) {
        one.get().close();
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void aWrongPassphraseIsAskedForAgainAndThenGivenUp() throws Exception {
    Path file = newKey("ed25519", "secret", "");
    AtomicInteger asked = new AtomicInteger();
    PassphraseSource wrong =
        (f, attempt) -> {
          assertThat(attempt).isEqualTo(asked.incrementAndGet());
          return Optional.of("guess".toCharArray());
        };
    assertThatThrownBy(() -> greet(sshd.host(file, sshd.knownHosts("ed25519")), wrong))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("wrong passphrase for private key " + file);
    assertThat(asked).hasValue(3);
  }

  @Test
  void aLockedKeyWithoutATerminalIsSaid() throws Exception {
    Path file = newKey("ed25519", "secret", "");
    assertThatThrownBy(() -> greet(sshd.host(file, sshd.knownHosts("ed25519")), NOBODY))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage(
            "private key %s needs a passphrase and there is no terminal to ask on;"
                + " there is no ssh-agent (SSH_AUTH_SOCK is not set)",
            file);
  }

  @Test
  void whereTheConfigurationForbidsTheAgentThatIsSaid() throws Exception {
    Path file = newKey("ed25519", "secret", "");
    LoginKeys keys = new LoginKeys(List.of(file), List.of(), true, new AgentChoice.None());
    Host host = sshd.host(file, sshd.knownHosts("ed25519"));
    SshSettings ssh = host.ssh();
    SshSettings withoutAgent =
        new SshSettings(
            ssh.host(),
            ssh.port(),
            ssh.user(),
            keys,
            ssh.methods(),
            ssh.proof(),
            ssh.algorithms(),
            ssh.become(),
            ssh.connectTimeout(),
            ssh.jump(),
            ssh.obstacle(),
            ssh.sources());
    assertThatThrownBy(() -> greet(host.reachedBy(withoutAgent), NOBODY))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageEndingWith("; there is no ssh-agent (IdentityAgent is none)");
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws Exception {
    Path file = newKey("ed25519", "", "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> greet(sshd.host(file, sshd.knownHosts("ed25519")), NOBODY))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("private key %s can be read or changed by others", file)
        .extracting(e -> ((RemoteFailure) e).hint().orElseThrow())
        .isEqualTo("chmod 600 " + file);
  }

  @Test
  void aFileThatIsNoKeyIsSaid() throws Exception {
    Path file = newKey("ed25519", "", "");
    Files.writeString(file, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n");
    assertThatThrownBy(() -> greet(sshd.host(file, sshd.knownHosts("ed25519")), NOBODY))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("cannot read private key %s: not a key in OpenSSH or PEM format", file);
  }

  @Test
  void whoIsNotLetInReadsWhichKeysWereOffered() throws Exception {
    Path file = newKey("rsa 2048", "", "");
    HostKey shown = HostKey.parse("ssh-rsa", publicKey(file).substring("ssh-rsa ".length()));
    assertThatThrownBy(() -> greet(sshd.host(file, sshd.knownHosts("ed25519")), NOBODY))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage(
            "permission denied for %s: offered %s (ssh-rsa %s); accepted are publickey",
            Sshd.USER, file, shown.fingerprint());
  }

  @Test
  void aServerThatHasEnoughOfTheAttemptsSaysSo() throws Exception {
    Path file = newKey("rsa 2048", "", "");
    try (Sshd strict = fresh(List.of("ed25519"), "MaxAuthTries 1")) {
      assertThatThrownBy(() -> greet(strict.host(file, strict.knownHosts("ed25519")), NOBODY))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageContaining("oo many authentication failures");
    }
  }

  @Test
  void aServerThatWantsMoreThanAKeyIsSaid() throws Exception {
    try (Sshd more =
        fresh(
                List.of("ed25519"),
                "AuthenticationMethods publickey,password",
                "PasswordAuthentication yes",
                "PermitRootLogin yes")
            .admit(key)) {
      assertThatThrownBy(() -> greet(more.host(key, more.knownHosts("ed25519")), NOBODY))
          .isInstanceOf(RemoteFailure.class)
          .hasMessage("the key is right, but the server also asks %s for: password", Sshd.USER);
    }
  }

  @Test
  void withoutAnIdentityFileTheDefaultKeysAreOffered() throws Exception {
    Path home = Files.createTempDirectory(dir, "home");
    Files.createDirectories(home.resolve(".ssh"));
    Sshd.newKey(home, ".ssh/id_ed25519", "ed25519", "locked");
    Sshd.newKey(home, ".ssh/id_ecdsa", "ecdsa 256", "");
    sshd.admit(Sshd.newKey(home, ".ssh/id_rsa", "rsa 2048", ""));
    Host host =
        Sshd.host(sshd.port(), Optional.empty(), sshd.knownHosts("ed25519"), Optional.empty());
    try (SshConnector ssh = new SshConnector(Sshd.workstation(home), LONG);
        Remote remote = ssh.connect(host)) {
      assertThat(remote.run("true", out -> {}, LONG, 10).exit()).isZero();
    }
  }

  @Test
  void withoutAnyKeyThatIsSaidAndWhatTheServerAccepts() throws Exception {
    Path home = Files.createTempDirectory(dir, "home");
    Host host =
        Sshd.host(sshd.port(), Optional.empty(), sshd.knownHosts("ed25519"), Optional.empty());
    try (SshConnector ssh = new SshConnector(Sshd.workstation(home), LONG)) {
      assertThatThrownBy(() -> ssh.connect(host))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageStartingWith("no private key to log in with: no identityFile is set")
          .hasMessageEndingWith("; accepted are publickey");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1M", "1K"})
  void theKeysOfAConnectionMayBeExchangedInTheMiddleOfACommand(String volume) throws Exception {
    byte[] input = new byte[3_000_000];
    try (Sshd often = fresh(List.of("ed25519"), "RekeyLimit " + volume).admit(key);
        SshConnector ssh = new SshConnector(Sshd.workstation(dir), LONG);
        Remote remote = ssh.connect(often.host(key, often.knownHosts("ed25519")))) {
      assertThat(remote.run("cat", out -> out.write(input), LONG, 3_000_000).out())
          .isEqualTo(input);
    }
  }

  @Test
  void aServerThatOpensNoSessionIsSaid() throws Exception {
    try (Sshd closed = fresh(List.of("ed25519"), "MaxSessions 0").admit(key)) {
      assertThatThrownBy(() -> greet(closed.host(key, closed.knownHosts("ed25519")), NOBODY))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageStartingWith("the server opens no session: ");
    }
  }

  @Test
  @Shows(
      table = "conditions",
      value = "an SSH server that allows one session at a time (`MaxSessions 1`) | works")
  void aServerThatAllowsOneSessionAtATimeIsEnough() throws Exception {
    try (Sshd narrow = fresh(List.of("ed25519"), "MaxSessions 1").admit(key);
        SshConnector ssh = new SshConnector(Sshd.workstation(dir), LONG);
        Remote remote = ssh.connect(narrow.host(key, narrow.knownHosts("ed25519")))) {
      for (int i = 0; i < 50; i++) {
        assertThat(remote.run("cat", out -> out.write(7), LONG, 100).out()).containsExactly(7);
      }
    }
  }

  @Test
  @Shows(
      table = "conditions",
      value =
          "an SSH server that has room for two logins (`MaxStartups 2`) | tries again, and says so"
              + " where that does not help")
  void aServerThatHasRoomForTwoLoginsIsReachedOnceAnotherIsDone() throws Exception {
    try (Sshd busy = fresh(List.of("ed25519"), "MaxStartups 2").admit(key)) {
      Host host = busy.host(key, busy.knownHosts("ed25519"));
      Socket one = greeted(busy);
      Socket two = greeted(busy);
      assertThatThrownBy(() -> greet(host, NOBODY))
          .isInstanceOf(RemoteFailure.class)
          .hasMessage("127.0.0.1:%d hung up before it greeted", busy.port())
          .extracting(e -> ((RemoteFailure) e).hint().orElse(""))
          .asString()
          .contains("MaxStartups");

      one.close();
      assertThat(greet(host, NOBODY)).isEqualTo("hello");
      two.close();
    }
  }

  @Test
  void bouncyCastleIsNeverRegistered() throws Exception {
    assertThat(greet(sshd.host(key, sshd.knownHosts("ecdsa 256")), NOBODY)).isEqualTo("hello");
    assertThat(Security.getProvider("BC")).isNull();
    assertThat(Security.getProvider("kprov-ecdsa").getServices()).hasSize(1);
  }

  /** Somebody who begins a login and does not go on. */
  private static Socket greeted(Sshd sshd) throws Exception {
    while (true) {
      Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), sshd.port());
      if (socket.getInputStream().read() == 'S') {
        return socket;
      }
      socket.close(); // whoever was there before is not gone yet
    }
  }

  private static String greet(Host host, PassphraseSource passphrases) throws Exception {
    try (SshConnector ssh = new SshConnector(Sshd.workstation(dir, passphrases), LONG);
        Remote remote = ssh.connect(host)) {
      return new String(remote.run("printf hello", out -> {}, LONG, 100).out(), UTF_8);
    }
  }

  private static Sshd fresh(List<String> hostKeys, String... options) throws Exception {
    return Sshd.start(dir.resolve("sshd" + COUNT.incrementAndGet()), hostKeys, options);
  }

  private static Path newKey(String type, String passphrase, String format) throws Exception {
    String[] more = format.isEmpty() ? new String[0] : new String[] {"-m", format};
    return Sshd.newKey(dir, "key" + COUNT.incrementAndGet(), type, passphrase, more);
  }

  private static String publicKey(Path file) throws Exception {
    String[] fields = Files.readString(Path.of(file + ".pub")).split(" ", -1);
    return fields[0] + " " + fields[1];
  }
}
