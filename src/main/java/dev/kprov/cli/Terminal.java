package dev.kprov.cli;

import java.io.Console;
import java.util.Optional;

/** The operator at a terminal, where there is one. */
public interface Terminal {

  /** Asks for a secret without echo; empty where there is no terminal or no answer. */
  Optional<char[]> secret(String prompt);

  /** Asks for a line; empty where there is no terminal or no answer. */
  Optional<String> line(String prompt);

  /** The terminal of this process; input and output must both be one. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to the console that may be null
  static Terminal ofProcess() {
    Console console = System.console();
    return console == null || !console.isTerminal() ? NONE : new OfConsole(console);
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

  /** A terminal behind the JDK's console. */
  record OfConsole(Console console) implements Terminal {

    @Override
    public Optional<char[]> secret(String prompt) {
      return Optional.ofNullable(console.readPassword("%s", prompt));
    }

    @Override
    public Optional<String> line(String prompt) {
      return Optional.ofNullable(console.readLine("%s", prompt));
    }
  }
}
