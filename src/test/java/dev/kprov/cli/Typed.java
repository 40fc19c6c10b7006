package dev.kprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kprov.run.Cancellation;
import dev.kprov.run.Deadlines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A command line and what came of it.
 *
 * @param asked the questions, where there was a terminal
 */
public record Typed(int exit, String out, String err, List<String> asked) {

  /**
   * Where a line is typed.
   *
   * @param home the operator's
   * @param deadlines how long to wait for a host
   */
  public record Place(
      Map<String, String> environment,
      Path home,
      InstantSource clock,
      Terminal terminal,
      Deadlines deadlines) {

    /** Where there is no home and no terminal. */
    public static final Place NOWHERE =
        new Place(
            Map.of("NO_COLOR", "1"),
            Path.of("/nonexistent"),
            InstantSource.system(),
            Terminal.NONE,
            Deadlines.USUAL);

    public Place in(Path otherHome) {
      return new Place(environment, otherHome, clock, terminal, deadlines);
    }

    public Place with(Map<String, String> otherEnvironment) {
      return new Place(otherEnvironment, home, clock, terminal, deadlines);
    }

    public Place at(InstantSource otherClock) {
      return new Place(environment, home, otherClock, terminal, deadlines);
    }

    public Place waiting(Deadlines others) {
      return new Place(environment, home, clock, terminal, others);
    }

    public Place answering(Terminal operator) {
      return new Place(environment, home, clock, operator, deadlines);
    }

    Surroundings printing(PrintStream out, PrintStream err) {
      return new Surroundings(
          out,
          err,
          environment,
          home,
          "operator",
          ProcessHandle.current().pid(),
          clock,
          terminal,
          deadlines,
          new Cancellation());
    }
  }

  /** Where there is no terminal. */
  static Typed line(String... words) {
    return run(Place.NOWHERE, List.of(), words);
  }

  /** Where an operator answers, one answer for each question. */
  static Typed answered(List<String> answers, String... words) {
    Person operator = Person.ofLines(answers);
    return run(Place.NOWHERE.answering(operator), operator.asked(), words);
  }

  /** Wherever you like. */
  public static Typed in(Place place, String... words) {
    return run(place, List.of(), words);
  }

  private static Typed run(Place place, List<String> asked, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = new Kprov(place.printing(print(out), print(err))).run(words);
    Documents.judge(List.of(words), exit, out.toString(UTF_8));
    return new Typed(exit, out.toString(UTF_8), err.toString(UTF_8), asked);
  }

  static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }
}
