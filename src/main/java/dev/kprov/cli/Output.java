package dev.kprov.cli;

import dev.kprov.base.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

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

  /** Reads the word on the command line. */
  static final class Converter implements ITypeConverter<Output> {
    @Override
    public Output convert(String word) {
      List<String> known = Arrays.stream(values()).map(Output::word).toList();
      return Arrays.stream(values())
          .filter(output -> output.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "there is no output format " + word + "; " + Nearest.hint(word, known)));
    }
  }
}
