package dev.kprov.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** In which form results are given. */
enum Output {
  TEXT,
  JSON,
  JUNIT,
  HTML;

  /** The commands that say of every host what is right, wrong, or to be done. */
  private static final Set<String> OF_HOSTS = Set.of("plan", "show", "up", "apply", "verify");

  /** The commands whose result is a text of its own form, that they print as it is. */
  private static final Set<String> PRINTERS =
      Set.of("init", "schema", "completion", "man", "user kubeconfig");

  /** Whether a command's result can be given so. */
  boolean suits(String command) {
    return switch (this) {
      case TEXT -> true;
      case JSON -> !PRINTERS.contains(command);
      case JUNIT, HTML -> OF_HOSTS.contains(command);
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a command line asks for that may be wrong elsewhere, so that a program is answered in its
   * own form even then.
   */
  static Output askedBy(String... args) {
    return Arrays.stream(values()).filter(one -> one.isAsked(args)).findFirst().orElse(TEXT);
  }

  private boolean isAsked(String... args) {
    return IntStream.range(0, args.length)
        .anyMatch(i ->
            args[i].matches("(-o|--output=)=?" + word())
                || (i > 0 && args[i].equals(word()) && args[i - 1].matches("-o|--output")));
  }

  @Override
  public String toString() {
    return word();
  }

  /** Reads the word on the command line. */
  static final class Converter extends WordConverter<Output> {
    Converter() {
      super("output format", Output.values(), Output::word);
    }
  }
}
