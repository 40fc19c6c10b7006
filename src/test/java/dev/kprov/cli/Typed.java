package dev.kprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kprov.run.Cancellation;
import dev.kprov.run.Deadlines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line and what came of it.
 *
 * @param asked the questions, where there was a terminal
 */
record Typed(int exit, String out, String err, List<String> asked) {

  /** Where there is no terminal. */
  static Typed line(String... words) {
    return run(Terminal.NONE, List.of(), words);
  }

  /** Where an operator answers, one answer for each question. */
  static Typed answered(List<String> answers, String... words) {
    Operator operator = new Operator(new ArrayDeque<>(answers), new ArrayList<>());
    return run(operator, operator.asked(), words);
  }

  private static Typed run(Terminal terminal, List<String> asked, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of("NO_COLOR", "1"),
            Path.of("/nonexistent"),
            "operator",
            1,
            InstantSource.system(),
            terminal,
            Deadlines.USUAL,
            new Cancellation());
    int exit = new Kprov(surroundings).run(words);
    return new Typed(exit, out.toString(UTF_8), err.toString(UTF_8), asked);
  }

  private record Operator(Deque<String> answers, List<String> asked) implements Terminal {

    @Override
    public Optional<char[]> secret(String prompt) {
      return Optional.empty();
    }

    @Override
    public Optional<String> line(String prompt) {
      asked.add(prompt);
      return Optional.ofNullable(answers.poll());
    }
  }
}
