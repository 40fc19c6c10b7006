package dev.kprov.cli;

import dev.kprov.base.ShellWord;
import dev.kprov.run.Actor;
import dev.kprov.run.Cancellation;
import dev.kprov.run.Deadlines;
import dev.kprov.ssh.LoginQuestions;
import dev.kprov.ssh.Workstation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the program knows of the process it runs in. A test brings its own.
 *
 * @param out standard output, for results
 * @param err standard error, for all else
 * @param environment the environment variables
 * @param home the operator's home
 * @param user the operator's login name
 * @param pid this process
 * @param clock the time
 * @param terminal asks the operator
 * @param deadlines how long to wait for a host
 * @param cancellation tells whether the operator wants the process to end
 */
public record Surroundings(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path home,
    String user,
    long pid,
    InstantSource clock,
    Terminal terminal,
    Deadlines deadlines,
    Cancellation cancellation) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  static Surroundings ofProcess(Outlet out, Cancellation cancellation) {
    return new Surroundings(
        out.printer(System.out.charset()),
        System.err,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        System.getProperty("user.name"),
        ProcessHandle.current().pid(),
        InstantSource.system(),
        Terminal.ofProcess(cancellation),
        Deadlines.USUAL,
        cancellation);
  }

  /** Who runs a command, by its arguments. */
  Actor actor(List<String> arguments) {
    return new Actor(
        pid,
        user,
        environment.getOrDefault("HOSTNAME", "localhost"),
        "kprov " + String.join(" ", arguments));
  }

  /**
   * What SSH finds on this side.
   *
   * @param asking where passphrases are asked
   * @param questions answers what servers ask
   */
  Workstation workstation(Path inventory, Terminal asking, LoginQuestions questions) {
    return new Workstation(
        home,
        Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
            .filter(socket -> !socket.isEmpty())
            .map(Path::of),
        new AskedPassphrases(asking),
        questions,
        "kprov trust " + ShellWord.of(inventory.toString()),
        clock);
  }

  /**
   * The kubeconfigs that kubectl reads, in its order (client-go, {@code clientcmd/loader.go}):
   * those of {@code KUBECONFIG}, of which empty parts are passed over, else {@code ~/.kube/config}.
   */
  List<Path> kubeconfigs() {
    List<Path> files =
        Arrays.stream(environment.getOrDefault("KUBECONFIG", "").split(":"))
            .filter(part -> !part.isEmpty())
            .map(Path::of)
            .distinct()
            .toList();
    return files.isEmpty() ? List.of(kubectlHome().resolve(".kube/config")) : files;
  }

  /** kubectl asks the environment first (client-go, {@code util/homedir}). */
  private Path kubectlHome() {
    String named = environment.getOrDefault("HOME", "");
    return named.isEmpty() ? home : Path.of(named);
  }
}
