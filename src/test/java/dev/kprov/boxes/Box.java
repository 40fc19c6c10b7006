package dev.kprov.boxes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** One host. Its SSH server lets {@code root} and {@code ubuntu} in with one key. */
public final class Box extends GenericContainer<Box> {

  /** What sudo asks {@code ubuntu} for, where there is sudo. */
  public static final String PASSWORD = "pa ss'w$ord";

  static final String LABEL = "dev.kprov.box";

  private static final int SSH = 22;
  private static final Pattern VERSION =
      Pattern.compile("([A-Za-z-]+)(?:\\W| version |_)+v?(20\\d\\d|\\d+\\.\\d+)");

  private final Kind kind;

  Box(Kind kind, String name, String publicKey) {
    super(DockerImageName.parse(kind.image()));
    this.kind = kind;
    // Without this, an image that went away would be looked for in a registry, for minutes.
    withImagePullPolicy(image -> false);
    withLabel(LABEL, Path.of("").toAbsolutePath().toString());
    withExposedPorts(SSH);
    // An emulated systemd takes its time.
    withStartupTimeout(Duration.ofMinutes(5));
    withCreateContainerCmdModifier(create -> onlyHere(create.withHostName(name)));
    for (String home : List.of("/root", "/home/ubuntu")) {
      withCopyToContainer(Transferable.of(publicKey), home + "/.ssh/authorized_keys");
    }
    if (kind.hasSystemd()) {
      withTmpFs(Map.of("/run", "rw", "/run/lock", "rw", "/tmp", "rw"));
      withCreateContainerCmdModifier(Box::letSystemdRun);
    }
  }

  /** Docker would let the whole network in. */
  private static void onlyHere(CreateContainerCmd create) {
    hostConfig(create)
        .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(SSH)));
  }

  private static HostConfig hostConfig(CreateContainerCmd create) {
    return Objects.requireNonNull(create.getHostConfig());
  }

  /**
   * What systemd needs to be the first process. To be privileged is more than every engine may; and
   * Testcontainers' own way to mount a folder asks a container of a registry whether one can.
   */
  private static void letSystemdRun(CreateContainerCmd create) {
    hostConfig(create)
        .withCapAdd(Capability.SYS_ADMIN)
        .withSecurityOpts(List.of("seccomp=unconfined"))
        .withBinds(Bind.parse("/sys/fs/cgroup:/sys/fs/cgroup:rw"))
        .withCgroupnsMode("host");
  }

  public Kind kind() {
    return kind;
  }

  /** From now on sudo asks {@code ubuntu} for the {@link #PASSWORD}. */
  void letSudoAsk() {
    shell(
        """
        chpasswd <<'END'
        ubuntu:PASSWORD
        END
        sed -i 's/NOPASSWD: //' /etc/sudoers.d/ubuntu
        """
            .replace("PASSWORD\n", PASSWORD + "\n"));
  }

  /** Where its SSH server is reached on 127.0.0.1. */
  public int port() {
    return getMappedPort(SSH);
  }

  /** Its SSH server and the first two numbers of its version, as it greets. */
  public String sshServer() {
    try (Socket socket = new Socket(getHost(), port())) {
      String greeting =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return versions(greeting.replaceFirst("^SSH-2.0-", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code ubuntu} runs when he says sudo. */
  public String sudo() {
    return versions(shell("sudo --version 2>&1")).toLowerCase(Locale.ROOT);
  }

  /** What {@code /bin/sh} is, and whose {@code stat} and its like. */
  public String programs() {
    return shell("basename \"$(readlink -f /bin/sh)\"")
        + ", "
        + versions(shell("{ stat --version 2>/dev/null || busybox; } | head -n 1"));
  }

  /**
   * A program and two numbers, of a year one: what follows changes with every fix of a
   * distribution.
   */
  private static String versions(String text) {
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no version: " + text);
    }
    return matcher.group(1) + " " + matcher.group(2);
  }

  /**
   * Runs a script of {@code sh} as root and returns what it printed; fails when the script does.
   */
  public String shell(String script) {
    try {
      Container.ExecResult result = execInContainer("sh", "-euc", script);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(script + "\n" + result);
      }
      return result.getStdout().stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
