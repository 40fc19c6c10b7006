package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.run.Cancellation;

/**
 * Asks the operator to agree to something.
 *
 * @param terminal where
 * @param cancellation tells whether the operator would rather have it all end
 */
record Question(Terminal terminal, Cancellation cancellation) {

  /**
   * Whether the operator says yes.
   *
   * @param hint what to do where nobody can be asked
   */
  boolean agreed(String question, String hint) throws RunFailure {
    String answer =
        terminal
            .line(question + " [y/N] ")
            .orElseThrow(() ->
                cancellation.isAsked()
                    ? Cancellation.failure()
                    : new RunFailure(
                        RunFailure.Kind.USAGE, "there is no terminal to ask at", hint));
    return answer.strip().matches("[yY]([eE][sS])?");
  }
}
