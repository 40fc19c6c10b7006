package dev.kprov.cli;

import dev.kprov.view.Display;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the operator while nothing is drawn over the question. */
record QuietTerminal(Terminal terminal, Display display) implements Terminal {

  @Override
  public Optional<char[]> secret(String prompt) {
    return quietly(() -> terminal.secret(prompt));
  }

  @Override
  public Optional<String> line(String prompt) {
    return quietly(() -> terminal.line(prompt));
  }

  private <T> T quietly(Supplier<T> question) {
    display.pause();
    try {
      return question.get();
    } finally {
      display.resume();
    }
  }
}
