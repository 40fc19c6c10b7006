package dev.kprov.cli;

import dev.kprov.base.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words; of another it tells which was meant. */
abstract class WordConverter<T> implements ITypeConverter<T> {

  private final String what;
  private final List<T> all;
  private final Function<T, String> word;

  /**
   * @param what such a word is, for messages: {@code output format}
   */
  WordConverter(String what, T[] all, Function<T, String> word) {
    this.what = what;
    this.all = Arrays.asList(all.clone());
    this.word = word;
  }

  @Override
  public T convert(String given) {
    return all.stream()
        .filter(one -> word.apply(one).equalsIgnoreCase(given))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "there is no "
                    + what
                    + " "
                    + given
                    + "; "
                    + Nearest.hint(given, all.stream().map(word).toList())));
  }
}
