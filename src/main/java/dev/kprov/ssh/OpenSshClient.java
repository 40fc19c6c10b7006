package dev.kprov.ssh;

import dev.kprov.base.ShellWord;
import dev.kprov.inventory.Obstacle;
import dev.kprov.inventory.SshQuery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** The operator's own {@code ssh}, which knows best what its configuration means. */
final class OpenSshClient {

  /** What asking came to. */
  sealed interface Reply {

    /** What the configuration says. */
    record Said(ConfigAnswer answer) implements Reply {}

    /** It cannot be asked; nor would {@code ssh} connect. */
    record Failed(Obstacle why) implements Reply {}

    /** There is no such program. */
    record Absent() implements Reply {}
  }

  private final String program;
  private final Duration limit;

  /**
   * @param program its name or path
   * @param limit how long an answer may take; {@code Match exec} runs commands
   */
  OpenSshClient(String program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /** Asks what the configuration says of one host. Connects to nobody. */
  Reply ask(SshQuery query, Workers workers) throws InterruptedException {
    Process ssh;
    try {
      ssh = new ProcessBuilder(command(query)).start();
      ssh.getOutputStream().close();
    } catch (IOException e) {
      return new Reply.Absent();
    }
    Future<String> errors = workers.start(() -> text(ssh.getErrorStream()));
    Callable<String> output =
        () -> {
          String text = text(ssh.getInputStream());
          ssh.waitFor();
          return text;
        };
    try {
      String text = workers.await(output, limit, ssh::destroyForcibly);
      return ssh.exitValue() == 0
          ? new Reply.Said(ConfigAnswer.parse(text))
          : failed(query, reason(errors.get()));
    } catch (TimeoutException e) {
      return failed(query, "no answer within " + Failures.seconds(limit));
    } catch (ExecutionException e) {
      return failed(query, Failures.printable(String.valueOf(Workers.causeOf(e).getMessage())));
    }
  }

  private List<String> command(SshQuery query) {
    List<String> command = new ArrayList<>(List.of(program, "-G", "-T"));
    switch (query.source()) {
      case SshQuery.Source.Usual() -> {}
      case SshQuery.Source.Nothing() -> command.addAll(List.of("-F", "none"));
      case SshQuery.Source.Named(var file) -> command.addAll(List.of("-F", file.toString()));
    }
    query.user().ifPresent(user -> command.addAll(List.of("-l", user)));
    query.port().ifPresent(port -> command.addAll(List.of("-p", port.toString())));
    command.addAll(List.of("--", query.name()));
    return command;
  }

  private Reply failed(SshQuery query, String why) {
    return new Reply.Failed(
        new Obstacle(
            "the SSH configuration cannot be asked: " + why,
            Optional.of(
                "see what this says: "
                    + String.join(" ", command(query).stream().map(ShellWord::of).toList()))));
  }

  /** The first thing that it complains of; what follows are consequences. */
  private static String reason(String errors) {
    return errors.lines().findFirst().map(Failures::printable).orElse("no reason given");
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
