package dev.kprov.cli;

import dev.kprov.base.Printable;
import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.View;
import dev.kprov.view.Display;
import dev.kprov.view.HtmlView;
import dev.kprov.view.Ink;
import dev.kprov.view.JsonView;
import dev.kprov.view.JunitView;
import dev.kprov.view.Progress;
import dev.kprov.view.TextView;
import dev.kprov.view.Views;
import dev.kprov.view.WholeLines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One command from its beginning to its exit code: who watches it, and what is told of it. */
final class Session {

  private final Surroundings surroundings;
  private final Instant started;
  private final PrintStream err;
  private final Terminal terminal;
  private final List<View> views = new ArrayList<>();
  private Optional<Animation> animation = Optional.empty();
  private Optional<Logging> logging = Optional.empty();
  private Optional<String> command = Optional.empty();
  private Optional<Path> inventory = Optional.empty();
  private Optional<String> cluster = Optional.empty();
  private Optional<Path> store = Optional.empty();

  Session(Surroundings surroundings, Screen screen, Output output, boolean events) {
    this.surroundings = surroundings;
    this.started = surroundings.clock().instant();
    if (screen.live()) {
      Display display = new Display(surroundings.err());
      Progress progress = new Progress(display, System::nanoTime);
      this.animation = Optional.of(Animation.of(progress));
      this.err = display.above();
      this.terminal = new QuietTerminal(surroundings.terminal(), display);
      this.views.add(progress);
    } else {
      this.err = surroundings.err();
      this.terminal = surroundings.terminal();
    }
    switch (output) {
      case TEXT ->
          views.add(TextView.of(surroundings.out(), screen.ink("out"), err, screen.ink("err")));
      case JSON -> {
        views.add(TextView.besideResults(err, screen.ink("err")));
        views.add(new JsonView(surroundings.out(), events, surroundings.clock()));
      }
      case JUNIT -> {
        views.add(TextView.besideResults(err, screen.ink("err")));
        views.add(new JunitView(surroundings.out()));
      }
      case HTML -> {
        views.add(TextView.besideResults(err, screen.ink("err")));
        views.add(new HtmlView(surroundings.out()));
      }
    }
  }

  /** Everyone who watches. */
  View view() {
    return new Views(views);
  }

  /** Where the operator can be asked. */
  Terminal terminal() {
    return terminal;
  }

  /** From now on there is a log, if one is wanted. */
  void log(boolean verbose, Optional<Path> file) throws RunFailure {
    if (verbose || file.isPresent()) {
      Logging log = Logging.begin(verbose, file, surroundings.clock(), err);
      logging = Optional.of(log);
      PrintStream shown =
          new PrintStream(
              new WholeLines(
                  lines -> new String(lines, StandardCharsets.UTF_8).lines().forEach(log::told)),
              true,
              StandardCharsets.UTF_8);
      views.add(TextView.of(shown, Ink.PLAIN, shown, Ink.PLAIN));
    }
  }

  /** Tells what a person should know and what changes no result. */
  void warn(String text) {
    String line = "kprov: warning: " + Printable.of(text);
    err.println(line);
    logging.ifPresent(log -> log.told(line));
  }

  void isCalled(String newCommand) {
    command = Optional.of(newCommand);
  }

  void isAbout(String newCommand, Path file) {
    isCalled(newCommand);
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
    view()
        .conclude(
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
    animation.ifPresent(Animation::close);
    logging.ifPresent(Session::close);
    return exit;
  }

  private static void close(Logging log) {
    try {
      log.close();
    } catch (IOException _) {
      // its lines are written already
    }
  }

  int fail(RunFailure.Kind kind, List<Problem> problems) {
    return end(new Conclusion.Failed(kind, problems));
  }
}
