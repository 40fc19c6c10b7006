package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Host;
import dev.kprov.ssh.ScannedKey.Standing;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First trust against a real sshd, with the real ssh and ssh-keygen as judges. */
class HostKeyScanIT {

  private static final String[] TYPES = {"ed25519", "ecdsa 256", "ecdsa 521", "rsa 2048"};

  @TempDir static Path dir;

  private static Path identity;
  private static Sshd sshd;

  @BeforeAll
  static void startServer() throws Exception {
    identity = Sshd.newKey(dir, "id", "ed25519", "");
    sshd = Sshd.start(dir.resolve("sshd"), List.of(TYPES)).admit(identity);
  }

  @AfterAll
  static void stopServer() {
    sshd.close();
  }

  @Test
  void allKeysOfAnUnknownHostAreFoundAndNew() throws Exception {
    List<ScannedKey> keys = scan(sshd.host(identity, dir.resolve("none")));
    assertThat(keys)
        .extracting(k -> k.key().type())
        .containsExactly("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp521", "ssh-rsa");
    assertThat(keys).extracting(HostKeyScanIT::standing).containsOnly("NEW");
  }

  @Test
  void fingerprintsAreThoseOfSshKeygen() throws Exception {
    for (ScannedKey key : scan(sshd.host(identity, dir.resolve("none")))) {
      Path file = Files.writeString(dir.resolve("one"), key.line() + "\n");
      assertThat(Sshd.run(List.of("ssh-keygen", "-lf", file.toString())))
          .contains(" " + key.key().fingerprint() + " ");
    }
  }

  @Test
  void whatWasWrittenIsTrustedByUsAndBySsh() throws Exception {
    Path file = dir.resolve("fresh").resolve("known_hosts");
    Host host = sshd.host(identity, file);
    List<String> lines = scan(host).stream().map(ScannedKey::line).toList();
    assertThat(KnownHostsFile.append(file, lines)).isEqualTo(4);
    assertThat(scan(host)).extracting(HostKeyScanIT::standing).containsOnly("TRUSTED");
    try (SshConnector ssh = connector()) {
      ssh.connect(host).close();
    }
    assertThat(Sshd.run(sshCommand(file))).isEqualTo("let in\n");
  }

  @Test
  void aFurtherKeyOfATrustedHostIsNew() throws Exception {
    List<ScannedKey> keys = scan(sshd.host(identity, sshd.knownHosts("rsa 2048")));
    assertThat(keys)
        .extracting(HostKeyScanIT::standing)
        .containsExactly("NEW", "NEW", "NEW", "TRUSTED");
  }

  @Test
  void keysOfAHostThatIsKnownByOthersAreChanged() throws Exception {
    Path other = Sshd.newKey(dir, "other", "ed25519", "");
    String foreign =
        String.join(
            " ", List.of(Files.readString(Path.of(other + ".pub")).split(" ", -1)).subList(0, 2));
    Path file =
        Files.writeString(
            dir.resolve("changed"), "[127.0.0.1]:" + sshd.port() + " " + foreign + "\n");
    List<ScannedKey> keys = scan(sshd.host(identity, file));
    assertThat(keys).extracting(HostKeyScanIT::standing).containsOnly("REFUSED");
    assertThat(((Standing.Refused) keys.getFirst().standing()).why().getMessage())
        .startsWith("host key has changed: known SHA256:")
        .contains("(ssh-ed25519), offered SHA256:");
  }

  @Test
  void aRevokedKeyIsRevokedAlthoughItsHostIsTrusted() throws Exception {
    Path file = sshd.knownHosts("ed25519", "rsa 2048");
    Files.writeString(
        file,
        "@revoked * " + sshd.hostKey("ed25519") + "\n",
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(scan(sshd.host(identity, file)))
        .extracting(HostKeyScanIT::standing)
        .containsExactly("REFUSED", "NEW", "NEW", "TRUSTED");
  }

  @Test
  void ofAPinnedHostOnlyThePinnedKeyIsToldAndItIsTrusted() throws Exception {
    String pin = fingerprint("ecdsa 521");
    assertThat(scan(sshd.pinned(identity, pin)))
        .singleElement()
        .satisfies(k -> assertThat(standing(k)).isEqualTo("TRUSTED"))
        .satisfies(k -> assertThat(k.key().fingerprint()).isEqualTo(pin));
  }

  @Test
  void aPinThatNoKeyMatchesIsAFailure() {
    assertThatThrownBy(() -> scan(sshd.pinned(identity, "SHA256:nothing")))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageStartingWith("host key has changed: known SHA256:nothing, offered SHA256:");
  }

  private static List<ScannedKey> scan(Host host) throws Exception {
    try (HostKeyScan scan = new HostKeyScan(Sshd.workstation(dir), Duration.ofSeconds(10))) {
      return scan.scan(host);
    }
  }

  private static SshConnector connector() {
    return new SshConnector(Sshd.workstation(dir), Duration.ofSeconds(10));
  }

  private static String fingerprint(String type) throws Exception {
    String[] fields = sshd.hostKey(type).split(" ", -1);
    return HostKey.parse(fields[0], fields[1]).fingerprint();
  }

  private static List<String> sshCommand(Path knownHosts) {
    return List.of(
        "ssh",
        "-F",
        "none",
        "-i",
        identity.toString(),
        "-p",
        Integer.toString(sshd.port()),
        "-o",
        "UserKnownHostsFile=" + knownHosts,
        "-o",
        "GlobalKnownHostsFile=/dev/null",
        "-o",
        "StrictHostKeyChecking=yes",
        "-o",
        "BatchMode=yes",
        "-o",
        "LogLevel=ERROR",
        "127.0.0.1",
        "echo let in");
  }

  private static String standing(ScannedKey key) {
    return switch (key.standing()) {
      case Standing.New() -> "NEW";
      case Standing.Trusted() -> "TRUSTED";
      case Standing.Refused _ -> "REFUSED";
    };
  }
}
