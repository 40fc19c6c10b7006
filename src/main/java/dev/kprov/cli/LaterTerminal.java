package dev.kprov.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * A terminal at which nothing is asked before it is certain that the answer will be needed: who
 * asks earlier waits.
 *
 * @param certain open from then on
 */
record LaterTerminal(Terminal terminal, CountDownLatch certain) implements Terminal {

  @Override
  public Optional<char[]> secret(String prompt) {
    return later(() -> terminal.secret(prompt));
  }

  @Override
  public Optional<String> line(String prompt) {
    return later(() -> terminal.line(prompt));
  }

  private <T> Optional<T> later(Supplier<Optional<T>> question) {
    try {
      certain.await();
      return question.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
