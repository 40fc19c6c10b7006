package dev.kprov.cli;

import dev.kprov.view.Display;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Asks the operator one thing at a time, while nothing is drawn over the question. */
final class QuietTerminal implements Terminal {

  private final Terminal terminal;
  private final Display display;
  private final ReentrantLock asking = new ReentrantLock();

  QuietTerminal(Terminal terminal, Display display) {
    this.terminal = terminal;
    this.display = display;
  }

  @Override
  public Optional<char[]> secret(String prompt) {
    return quietly(() -> terminal.secret(prompt));
  }

  @Override
  public Optional<String> line(String prompt) {
    return quietly(() -> terminal.line(prompt));
  }

  private <T> T quietly(Supplier<T> question) {
    asking.lock();
    display.pause();
    try {
      return question.get();
    } finally {
      display.resume();
      asking.unlock();
    }
  }
}
