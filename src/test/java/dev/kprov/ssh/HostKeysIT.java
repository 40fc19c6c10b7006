package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.house.Shows;
import dev.kprov.inventory.Host;
import dev.kprov.wire.Remote;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a connection trusts, against a real sshd with one key of every type. */
@Timeout(60)
class HostKeysIT {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final String[] TYPES = {
    "ed25519", "ecdsa 256", "ecdsa 384", "ecdsa 521", "rsa 2048"
  };

  @TempDir static Path dir;

  private static Path key;
  private static Path authority;
  private static Sshd sshd;
  private static final AtomicInteger COUNT = new AtomicInteger();

  @BeforeAll
  static void startServer() throws Exception {
    key = Sshd.newKey(dir, "id", "ed25519", "");
    authority = Sshd.newKey(dir, "ca", "ed25519", "");
    sshd = Sshd.start(dir.resolve("sshd"), List.of(TYPES)).admit(key);
  }

  @AfterAll
  static void stopServer() {
    sshd.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa 256", "ecdsa 384", "ecdsa 521", "rsa 2048"})
  @Shows(table = "ways", value = "to a host that known_hosts has one key of several of")
  void aHostKnownByOneOfItsKeysIsAskedForThatKey(String type) throws Exception {
    assertThat(greet(sshd.host(key, sshd.knownHosts(type)))).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa 256", "ecdsa 521", "rsa 2048"})
  void aPinMayBeOfAnyKeyOfTheHost(String type) throws Exception {
    assertThat(greet(sshd.pinned(key, fingerprint(type)))).isEqualTo("hello");
  }

  @Test
  void aPinReplacesKnownHosts() throws Exception {
    Host host =
        Sshd.host(
            sshd.port(),
            Optional.of(key),
            sshd.knownHosts(TYPES),
            Optional.of("SHA256:" + "A".repeat(43)));
    assertThatThrownBy(() -> greet(host))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage(
            "host key has changed: known SHA256:%s, offered %s (ssh-ed25519)",
            "A".repeat(43), fingerprint("ed25519"));
  }

  @Test
  void anUnknownHostKeyIsNamedWithTheWayOn() throws Exception {
    Host host = sshd.host(key, dir.resolve("none"));
    assertThatThrownBy(() -> greet(host))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("host key %s (ssh-ed25519) is not known", fingerprint("ed25519"))
        .extracting(e -> ((RemoteFailure) e).hint().orElseThrow())
        .asString()
        .endsWith("run: " + Sshd.TRUST_COMMAND);
  }

  @Test
  void aChangedHostKeyIsToldFromAnUnknownOne() throws Exception {
    Path file = Files.createTempFile(dir, "known", "");
    String other = publicKey(Sshd.newKey(dir, "other" + COUNT.incrementAndGet(), "ed25519", ""));
    Files.writeString(file, "[127.0.0.1]:" + sshd.port() + " " + other + "\n");
    assertThatThrownBy(() -> greet(sshd.host(key, file)))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageMatching(
            "host key has changed: known SHA256:\\S{43} \\(ssh-ed25519\\), "
                + "offered SHA256:\\S{43} \\(ssh-ed25519\\)")
        .extracting(e -> ((RemoteFailure) e).hint().orElseThrow())
        .asString()
        .contains("ssh-keygen -R '[127.0.0.1]:" + sshd.port() + "' -f " + file);
  }

  @Test
  void aRevokedKeyIsRefusedEvenWhenAlsoTrusted() throws Exception {
    Path file = sshd.knownHosts("ed25519");
    Files.writeString(
        file,
        "@revoked * " + sshd.hostKey("ed25519") + "\n",
        java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(() -> greet(sshd.host(key, file)))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageEndingWith("(ssh-ed25519) is revoked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa 256", "ecdsa 384", "ecdsa 521", "rsa 2048"})
  @Shows(table = "ways", value = "to a host that has a host certificate")
  void aCertificateOfAKnownAuthorityVouchesForAHost(String type) throws Exception {
    try (Sshd certified = certified(type, "127.0.0.1")) {
      assertThat(greet(certified.host(key, authorities()))).isEqualTo("hello");
    }
  }

  @Test
  void aCertificateForAnotherHostIsNamedAsSuch() throws Exception {
    try (Sshd certified = certified("ed25519", "g")) {
      assertThatThrownBy(() -> greet(certified.host(key, authorities())))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageMatching(
              "host certificate of SHA256:\\S{43} \\(ssh-ed25519-cert-v01@openssh.com\\)"
                  + " is for g and not for 127.0.0.1");
    }
  }

  @Test
  void aServerWithoutACertificateIsKnownByItsKeyAlthoughAnAuthorityIsKnown() throws Exception {
    Path file = sshd.knownHosts("rsa 2048");
    Files.writeString(
        file, Files.readString(authorities()), java.nio.file.StandardOpenOption.APPEND);
    assertThat(greet(sshd.host(key, file))).isEqualTo("hello");
  }

  /** With group exchange, sshj takes a certificate without checking who signed it. */
  @Test
  void groupExchangeIsNotSpoken() throws Exception {
    try (Sshd certified =
        certified("ed25519", "127.0.0.1", "KexAlgorithms diffie-hellman-group-exchange-sha256")) {
      assertThatThrownBy(() -> greet(certified.host(key, authorities())))
          .isInstanceOf(RemoteFailure.class)
          .hasMessageStartingWith("no key exchange algorithm in common");
    }
  }

  private static Path authorities() throws Exception {
    return Files.writeString(
        Files.createTempFile(dir, "known", ""), "@cert-authority * " + publicKey(authority) + "\n");
  }

  /** Starts a server whose key the authority has signed. */
  private static Sshd certified(String type, String principal, String... more) throws Exception {
    Path hostKey = Sshd.newKey(dir, "host" + COUNT.incrementAndGet(), type, "");
    Sshd.run(
        List.of(
            "ssh-keygen",
            "-q",
            "-h",
            "-s",
            authority.toString(),
            "-n",
            principal,
            "-I",
            "h",
            hostKey + ".pub"));
    List<String> options = new ArrayList<>(List.of(more));
    options.add("HostKey " + hostKey);
    options.add("HostCertificate " + hostKey + "-cert.pub");
    return Sshd.start(
            dir.resolve("certified" + COUNT.incrementAndGet()),
            List.of(),
            options.toArray(String[]::new))
        .admit(key);
  }

  private static String greet(Host host) throws Exception {
    try (SshConnector ssh = new SshConnector(Sshd.workstation(dir), LONG);
        Remote remote = ssh.connect(host)) {
      return new String(remote.run("printf hello", out -> {}, LONG, 100).out(), UTF_8);
    }
  }

  private static String fingerprint(String type) throws Exception {
    String[] fields = sshd.hostKey(type).split(" ", -1);
    return HostKey.parse(fields[0], fields[1]).fingerprint();
  }

  private static String publicKey(Path file) throws Exception {
    String[] fields = Files.readString(Path.of(file + ".pub")).split(" ", -1);
    return fields[0] + " " + fields[1];
  }
}
