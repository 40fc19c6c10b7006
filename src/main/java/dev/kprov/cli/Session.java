package dev.kprov.cli;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.View;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One command from its beginning to its exit code: who watches it, and what is told of it. */
final class Session {

  private final View view;
  private final Surroundings surroundings;
  private final Instant started;
  private Optional<String> command = Optional.empty();
  private Optional<Path> inventory = Optional.empty();
  private Optional<String> cluster = Optional.empty();
  private Optional<Path> store = Optional.empty();

  Session(View view, Surroundings surroundings, Instant started) {
    this.view = view;
    this.surroundings = surroundings;
    this.started = started;
  }

  View view() {
    return view;
  }

  void isAbout(String newCommand, Path file) {
    command = Optional.of(newCommand);
    inventory = Optional.of(file);
  }

  void worksOn(String name) {
    cluster = Optional.of(name);
  }

  void keepsIn(Path folder) {
    store = Optional.of(folder.toAbsolutePath().normalize());
  }

  /** Shows the end and returns the exit code. */
  int end(Conclusion conclusion) {
    ExitCode end = ExitCode.of(conclusion);
    int exit = end.by(surroundings.cancellation().cause()).number();
    view.conclude(
        conclusion,
        new Circumstances(
            Version.number(),
            command,
            inventory,
            cluster,
            store,
            started,
            surroundings.clock().instant(),
            end.word(),
            exit));
    return exit;
  }

  int fail(RunFailure.Kind kind, List<Problem> problems) {
    return end(new Conclusion.Failed(kind, problems));
  }
}
