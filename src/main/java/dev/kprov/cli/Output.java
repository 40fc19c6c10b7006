package dev.kprov.cli;

import java.util.Locale;
import java.util.stream.IntStream;

/** In which form results are given. */
enum Output {
  TEXT,
  JSON;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a command line asks for that may be wrong elsewhere, so that a program is answered in its
   * own form even then.
   */
  static Output askedBy(String... args) {
    boolean json =
        IntStream.range(0, args.length)
            .anyMatch(i ->
                args[i].matches("(-o|--output=)=?json")
                    || (i > 0 && args[i].equals("json") && args[i - 1].matches("-o|--output")));
    return json ? JSON : TEXT;
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
