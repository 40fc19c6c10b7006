package dev.kprov.ssh;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SshSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real sshd on loopback with keys and options of its own, for the time of a test. */
final class Sshd implements AutoCloseable {

  static final String USER = System.getProperty("user.name");

  /** The command that hints name. */
  static final String TRUST_COMMAND = "kprov trust 'my cluster.yaml'";

  private static final PassphraseSource NOBODY = (_, _) -> Optional.empty();

  private final Path dir;
  private final int port;
  private final Process process;

  private Sshd(Path dir, int port, Process process) {
    this.dir = dir;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param dir an empty folder for its files
   * @param hostKeys types as ssh-keygen names them, with bits: {@code ed25519}, {@code rsa 2048}
   * @param options further lines of sshd_config; the first setting of a name wins
   */
  static Sshd start(Path dir, List<String> hostKeys, String... options)
      throws IOException, InterruptedException {
    Files.createDirectories(dir);
    List<String> config = new ArrayList<>(List.of(options));
    for (String type : hostKeys) {
      config.add("HostKey " + newKey(dir, "host_" + type.replace(' ', '_'), type, ""));
    }
    int port = freePort();
    config.addAll(
        List.of(
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "PidFile none",
            "UsePAM no",
            "StrictModes no",
            "PermitRootLogin prohibit-password",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "AuthorizedKeysFile " + dir.resolve("authorized_keys")));
    Files.write(dir.resolve("sshd_config"), config);
    Files.writeString(dir.resolve("authorized_keys"), "");
    Files.createDirectories(Path.of("/run/sshd"));
    Process process =
        new ProcessBuilder(
                "/usr/sbin/sshd",
                "-D",
                "-f",
                dir.resolve("sshd_config").toString(),
                "-E",
                dir.resolve("sshd.log").toString())
            .start();
    Sshd sshd = new Sshd(dir, port, process);
    sshd.awaitListening();
    return sshd;
  }

  /** Makes a key pair with the real ssh-keygen and returns the private file. */
  static Path newKey(Path dir, String name, String type, String passphrase, String... more)
      throws IOException, InterruptedException {
    Path file = dir.resolve(name);
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", passphrase));
    String[] typeAndBits = type.split(" ", -1);
    command.addAll(List.of("-t", typeAndBits[0]));
    if (typeAndBits.length > 1) {
      command.addAll(List.of("-b", typeAndBits[1]));
    }
    command.addAll(List.of(more));
    command.addAll(List.of("-f", file.toString()));
    run(command);
    return file;
  }

  /** Runs a program to its end and returns what it wrote, on both outputs. */
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + out);
    }
    return out;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** An operator's side without agent, where nobody can be asked. */
  static Workstation workstation(Path home) {
    return workstation(home, NOBODY);
  }

  static Workstation workstation(Path home, PassphraseSource passphrases) {
    return workstation(home, Optional.empty(), passphrases);
  }

  /** An operator's side with an agent, where nobody can be asked. */
  static Workstation workstation(Path home, Path agent) {
    return workstation(home, Optional.of(agent), NOBODY);
  }

  static Workstation workstation(Path home, Optional<Path> agent, PassphraseSource passphrases) {
    return new Workstation(
        home, agent, passphrases, LoginQuestions.NOBODY, TRUST_COMMAND, InstantSource.system());
  }

  int port() {
    return port;
  }

  /** Lets the owner of a key in. */
  Sshd admit(Path privateKey) throws IOException {
    Files.writeString(
        dir.resolve("authorized_keys"),
        Files.readString(Path.of(privateKey + ".pub")),
        java.nio.file.StandardOpenOption.APPEND);
    return this;
  }

  /** The two fields of a host key: type and base64. */
  String hostKey(String type) throws IOException {
    return publicKey(dir.resolve("host_" + type.replace(' ', '_')));
  }

  /** The two fields of a key whose private half lies in a file. */
  static String publicKey(Path file) throws IOException {
    String line = Files.readString(Path.of(file + ".pub"));
    return String.join(" ", List.of(line.split(" ", -1)).subList(0, 2));
  }

  /** Writes a known_hosts file with these keys of this server. */
  Path knownHosts(String... types) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String type : types) {
      lines.add("[127.0.0.1]:" + port + " " + hostKey(type));
    }
    return Files.write(Files.createTempFile(dir, "known_hosts", ""), lines);
  }

  /** This server as a host of an inventory. */
  Host host(Path identity, Path knownHosts) {
    return host(port, Optional.of(identity), knownHosts, Optional.empty());
  }

  Host pinned(Path identity, String fingerprint) {
    return host(port, Optional.of(identity), dir.resolve("none"), Optional.of(fingerprint));
  }

  static Host host(int port, Optional<Path> identity, Path knownHosts, Optional<String> pin) {
    return new Host(
        "worker1",
        "worker1",
        List.of(new Role("worker")),
        "127.0.0.1",
        Optional.empty(),
        new SshSettings("127.0.0.1", port, USER, identity, knownHosts, pin, Become.NONE));
  }

  String log() throws IOException {
    return Files.readString(dir.resolve("sshd.log"));
  }

  @Override
  public void close() {
    die();
  }

  /** Ends at once, with all connections. */
  void die() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitListening() throws IOException, InterruptedException {
    for (int i = 0; i < 250; i++) {
      if (!process.isAlive()) {
        throw new IOException("sshd ended: " + log());
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
    throw new IOException("sshd does not listen: " + log());
  }
}
