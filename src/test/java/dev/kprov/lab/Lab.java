package dev.kprov.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kprov.base.ShellWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The hosts of {@code inventory/lab.yaml}, running for as long as this JVM does. Their files are in
 * {@code lab-it} of the build folder and their ports are free ones from 24500, so that the lab of
 * {@code scripts/lab up} can run beside.
 */
public final class Lab {
  /** What opens {@code identity("ed25519_passphrase")}. */
  public static final String PASSPHRASE = "lab";

  /** The hosts, in the order of their ports. */
  public static final List<String> HOSTS =
      List.of("control0", "control1", "control2", "worker0", "worker1", "worker2", "gateway");

  private static final int INVENTORY_PORT = 24000;
  private static final int FIRST_PORT = 24500;
  private static final int LAST_PORT = 25500;

  private final Path repository = Path.of("").toAbsolutePath();
  private final Path files;
  private final int port;

  private Lab(Path files) {
    this.files = files;
    run("down"); // of a JVM that was killed
    this.port = freePorts();
  }

  /** The lab of this JVM, started when first asked for. */
  public static Lab up() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/ns")), "the lab needs Linux");
    return Started.LAB;
  }

  /** Makes the named hosts, or all, fresh again and starts them; their host keys stay. */
  public void reset(String... hosts) {
    run("reset", hosts);
  }

  /** Unplugs hosts. */
  public void stop(String... hosts) {
    run("stop", hosts);
  }

  /** Plugs hosts in again, with the files that they had. */
  public void start(String... hosts) {
    run("start", hosts);
  }

  /** Starts the servers of hosts anew. */
  public void restart(String... hosts) {
    stop(hosts);
    start(hosts);
  }

  /**
   * Gives the server of a host another setting, and starts it anew with that.
   *
   * @param settings lines of sshd_config, with {@code \\n} between them; the first of a name counts
   */
  public void sshd(String host, String settings) {
    shell(host, "sed -i '1i %s' /etc/ssh/sshd_config".formatted(settings));
    restart(host);
  }

  /** Gives hosts new host keys. */
  public void rekey(String... hosts) {
    run("rekey", hosts);
  }

  /**
   * Runs a script of {@code sh} as root on a host and returns what it printed; fails when the
   * script does.
   */
  public String shell(String host, String script) {
    return run("shell", host, "sh", "-euc", script);
  }

  /** Gives {@code ubuntu} a password, for which sudo then asks. */
  public void setPassword(String host, String password) {
    String hash = Ran.of(Map.of(), List.of("openssl", "passwd", "-6", password)).output().strip();
    shell(
        host,
        "sed -i 's|^ubuntu:[^:]*|ubuntu:%s|' /etc/shadow; sed -i 's/NOPASSWD://' /etc/sudoers"
            .formatted(hash));
  }

  /**
   * Sets the clock by which a host answers; a namespace of its own has none, so its {@code date}
   * lies. The host must be fresh or have the true time.
   */
  public void setClock(String host, Duration ahead) {
    lie(host, "date", "exec /run/date -d '%s seconds' \"$@\"".formatted(ahead.toSeconds()));
  }

  /** Lets a host say of its processor what {@code uname -m} would say of another. */
  public void pretend(String host, String machine) {
    lie(host, "uname", "/run/uname \"$@\" | sed \"s/$(/run/uname -m)/%s/g\"".formatted(machine));
  }

  /** Lets it say the truth again. */
  public void admit(String host) {
    shell(host, "umount /usr/bin/uname");
  }

  /** Puts a script in the place of a program, which it finds in {@code /run}. */
  private void lie(String host, String program, String script) {
    shell(
        host,
        """
        cp /usr/bin/%1$s /run/%1$s
        printf '%%s\\n' '#!/bin/sh' %2$s >/run/lying-%1$s
        chmod +x /run/lying-%1$s
        mount --bind /run/lying-%1$s /usr/bin/%1$s
        """
            .formatted(program, ShellWord.of(script)));
  }

  /** Gives a host the true time again. */
  public void mendClock(String host) {
    shell(host, "umount /usr/bin/date");
  }

  /**
   * Skips the calling test where an ordinary user runs the lab: its hosts have no root and no
   * second user.
   */
  public void assumeRoot() {
    assumeTrue(userId() == 0, "needs a lab that root runs");
  }

  /** The Ed25519 key that hosts accept for {@code ubuntu} and {@code root}. */
  public Path identity() {
    return identity("ed25519");
  }

  /** Another key that hosts accept: {@code ecdsa}, {@code rsa} or {@code ed25519_passphrase}. */
  public Path identity(String type) {
    return files.resolve("id_" + type);
  }

  /** The hosts' present keys as known_hosts lines. */
  public List<String> knownHosts() {
    return run("known-hosts").lines().toList();
  }

  /**
   * The root directory of a host as this machine sees it: the same files, but nothing of what is
   * mounted within the host.
   */
  public Path root(String host) {
    return files.resolve(host).resolve("root");
  }

  /** Where a host listens on 127.0.0.1. */
  public int port(String host) {
    return port + HOSTS.indexOf(host);
  }

  /** Writes an inventory of this lab, and beside it a known_hosts with the hosts' present keys. */
  public Path inventory(Path directory) {
    return inventory(directory, UnaryOperator.identity());
  }

  /** The same, with an edit of the inventory's text. */
  public Path inventory(Path directory, UnaryOperator<String> edit) {
    try {
      Files.write(directory.resolve("known_hosts"), knownHosts());
      return Files.writeString(directory.resolve("inventory.yaml"), edit.apply(text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of inventory/lab.yaml with the ports and the key of this lab. */
  private String text() throws IOException {
    String text =
        Files.readString(repository.resolve("inventory/lab.yaml"))
            .replace("../target/lab/id_ed25519", identity().toString())
            .replace("../target/lab/known_hosts", "known_hosts");
    for (int i = 0; i < HOSTS.size(); i++) {
      text = text.replace(Integer.toString(INVENTORY_PORT + i), Integer.toString(port + i));
    }
    return text;
  }

  private String run(String command, String... arguments) {
    List<String> line =
        Stream.concat(
                Stream.of(repository.resolve("scripts/lab").toString(), command),
                Stream.of(arguments))
            .toList();
    Ran ran = Ran.of(Map.of("KPROV_LAB_DIR", files.toString()), line);
    if (ran.exit() != 0) {
      throw new IllegalStateException(line + ": exit " + ran.exit() + "\n" + ran.output());
    }
    return ran.output();
  }

  private static int userId() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The first of as many free ports in a row as there are hosts: other checkouts may test at the
   * same time.
   */
  private static int freePorts() {
    return IntStream.iterate(FIRST_PORT, port -> port < LAST_PORT, port -> port + 10)
        .filter(port -> IntStream.range(port, port + HOSTS.size()).allMatch(Lab::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Holds the one lab of a JVM; loading it starts the hosts. */
  private static final class Started {
    static final Lab LAB = start();

    private static Lab start() {
      try {
        Path classes =
            Path.of(Lab.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Lab lab = new Lab(Files.createDirectories(classes.resolveSibling("lab-it")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> lab.run("down")));
        lab.run(
            "up", Files.writeString(lab.files.resolve("inventory.yaml"), lab.text()).toString());
        return lab;
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
