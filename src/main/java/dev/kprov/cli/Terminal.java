package dev.kprov.cli;

import dev.kprov.run.Cancellation;
import java.io.Console;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operator at a terminal, where there is one. */
public interface Terminal {

  /** Asks for a secret without echo; empty where there is no terminal or no answer. */
  Optional<char[]> secret(String prompt);

  /** Asks for a line; empty where there is no terminal or no answer. */
  Optional<String> line(String prompt);

  /** The terminal of this process; input and output must both be one. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to the console that may be null
  static Terminal ofProcess(Cancellation cancellation) {
    Console console = System.console();
    return console == null || !console.isTerminal() ? NONE : new OfConsole(console, cancellation);
  }

  /** Nobody can be asked. */
  Terminal NONE =
      new Terminal() {
        @Override
        public Optional<char[]> secret(String prompt) {
          return Optional.empty();
        }

        @Override
        public Optional<String> line(String prompt) {
          return Optional.empty();
        }
      };

  /**
   * A terminal behind the JDK's console. Nothing interrupts a console that waits for a line, so it
   * waits on a thread that the process does not wait for. The echo that a secret had switched off
   * is switched on again by the console when the process exits.
   */
  record OfConsole(Console console, Cancellation cancellation) implements Terminal {

    @Override
    public Optional<char[]> secret(String prompt) {
      return answer(() -> console.readPassword("%s", prompt));
    }

    @Override
    public Optional<String> line(String prompt) {
      return answer(() -> console.readLine("%s", prompt));
    }

    private <T> Optional<T> answer(Supplier<@Nullable T> question) {
      CompletableFuture<Optional<T>> answer =
          CompletableFuture.supplyAsync(
              () -> Optional.ofNullable(question.get()),
              asking -> Thread.ofPlatform().daemon().name("kprov-terminal").start(asking));
      try {
        if (cancellation.await(answer)) {
          return answer.join();
        }
        System.err.println(); // what comes next must not stand behind the question
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return Optional.empty();
    }
  }
}
