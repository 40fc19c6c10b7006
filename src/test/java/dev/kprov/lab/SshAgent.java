package dev.kprov.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real ssh-agent for the time of a test, which tells of every message that it gets. */
public final class SshAgent implements AutoCloseable {

  private final Path socket;
  private final Path log;
  private final Process process;

  private SshAgent(Path socket, Path log, Process process) {
    this.socket = socket;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param dir for its socket, whose path must stay short
   * @param askpass the program that it asks whether a key may be used
   */
  public static SshAgent start(Path dir, String askpass) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(dir, "agent");
    Path socket = own.resolve("s");
    Path log = own.resolve("log");
    ProcessBuilder agent =
        new ProcessBuilder("ssh-agent", "-d", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    agent.environment().putAll(Map.of("SSH_ASKPASS", askpass, "DISPLAY", "none"));
    Process process = agent.start();
    for (int i = 0; i < 250 && !Files.exists(socket); i++) {
      Thread.sleep(20);
    }
    return new SshAgent(socket, log, process);
  }

  public static SshAgent start(Path dir) throws IOException, InterruptedException {
    return start(dir, "/bin/false");
  }

  public Path socket() {
    return socket;
  }

  /** Gives it a key without passphrase. */
  public SshAgent add(Path key, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ssh-add", "-q"));
    command.addAll(List.of(options));
    command.add(key.toString());
    tell(command);
    return this;
  }

  /** Gives it a key that has a passphrase. */
  public SshAgent add(Path key, Path passphrase) throws IOException, InterruptedException {
    Path askpass =
        Files.writeString(
            Files.createTempFile(log.getParent(), "askpass", ""), "#!/bin/sh\ncat " + passphrase);
    askpass.toFile().setExecutable(true);
    tell(
        List.of(
            "env",
            "SSH_ASKPASS=" + askpass,
            "SSH_ASKPASS_REQUIRE=force",
            "ssh-add",
            "-q",
            key.toString()));
    return this;
  }

  /** Locks it, so that it shows no key any more. */
  public void lock() throws IOException, InterruptedException {
    Path askpass =
        Files.writeString(Files.createTempFile(log.getParent(), "pw", ""), "#!/bin/sh\necho x");
    askpass.toFile().setExecutable(true);
    tell(
        List.of(
            "env", "SSH_ASKPASS=" + askpass, "SSH_ASKPASS_REQUIRE=force", "ssh-add", "-q", "-x"));
  }

  /** How many messages of a type it got: 11 asks for its keys, 13 for a signature. */
  public long messages(int type) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.endsWith(" type " + type)).count();
  }

  private void tell(List<String> command) throws IOException {
    Ran ran = Ran.of(Map.of("SSH_AUTH_SOCK", socket.toString()), command);
    if (ran.exit() != 0) {
      throw new IOException(command + ": " + ran.output());
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
