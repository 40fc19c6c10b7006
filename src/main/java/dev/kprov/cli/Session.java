package dev.kprov.cli;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.View;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One command from its beginning to its exit code: who watches it, and what is told of it. */
final class Session {

  private final View view;
  private final InstantSource clock;
  private final Instant started;
  private Optional<String> command = Optional.empty();
  private Optional<Path> inventory = Optional.empty();
  private Optional<String> cluster = Optional.empty();
  private Optional<Path> store = Optional.empty();

  Session(View view, InstantSource clock, Instant started) {
    this.view = view;
    this.clock = clock;
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
    ExitCode exit = ExitCode.of(conclusion);
    view.conclude(
        conclusion,
        new Circumstances(
            Version.number(),
            command,
            inventory,
            cluster,
            store,
            started,
            clock.instant(),
            exit.word(),
            exit.number()));
    return exit.number();
  }

  int fail(RunFailure.Kind kind, List<Problem> problems) {
    return end(new Conclusion.Failed(kind, problems));
  }
}
