package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.run.Cancellation;
import java.util.List;
import java.util.Optional;

/**
 * What options say, and else the operator.
 *
 * @param terminal where he is asked
 * @param cancellation tells whether he would rather leave
 * @param missing the options that must be given where nobody can be asked
 */
record Answers(Terminal terminal, Cancellation cancellation, List<String> missing) {

  Answers {
    missing = List.copyOf(missing);
  }

  /** Something that has a default. */
  String orElse(Given<String> given, String question, String fallback) throws RunFailure {
    return given.isGiven()
        ? given.get()
        : optional(question + " [" + fallback + "]").orElse(fallback);
  }

  /** Something that has none. */
  String needed(Given<String> given, String question) throws RunFailure {
    return given.isGiven() ? given.get() : optional(question).orElseThrow(this::notEnough);
  }

  private RunFailure notEnough() {
    return new RunFailure(
        RunFailure.Kind.USAGE,
        "not enough is said: " + String.join(", ", missing),
        "run kprov init --help");
  }

  /** Something that need not be said. */
  Optional<String> optional(String question) throws RunFailure {
    Optional<String> answer = terminal.line(question + ": ");
    if (cancellation.isAsked()) {
      throw Cancellation.failure();
    }
    return answer.map(String::strip).filter(text -> !text.isEmpty());
  }
}
