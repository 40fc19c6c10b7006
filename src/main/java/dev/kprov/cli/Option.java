package dev.kprov.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** An option, which may stand anywhere behind its command. */
final class Option<T> extends Given<T> {

  private final OptionSpec.Builder builder;

  private Option(OptionSpec.Builder builder, Class<?> type, @Nullable T initial) {
    super(initial);
    this.builder = builder;
    Binding binding = new Binding();
    builder.type(type).initialValue(initial).getter(binding).setter(binding);
  }

  /** One that is there or not. */
  static Option<Boolean> flag(String names, String description) {
    return new Option<>(named(names, description), boolean.class, false);
  }

  /** One with which a command only tells of itself. */
  static Option<Boolean> help(String names, String description) {
    Option<Boolean> option = flag(names, description);
    option.builder.usageHelp(true);
    return option;
  }

  /** One with which the program only tells its version. */
  static Option<Boolean> version(String names, String description) {
    Option<Boolean> option = flag(names, description);
    option.builder.versionHelp(true);
    return option;
  }

  /**
   * One with a value.
   *
   * @param names one name, or two with a comma: {@code -o,--output}
   * @param label what stands for the value in help
   */
  static <T> Option<T> of(Class<T> type, String names, String label, String description) {
    return new Option<>(named(names, description).paramLabel(label), type, null);
  }

  /** One that may be given again, with another value. */
  static <T> Option<List<T>> several(
      Class<T> type, String names, String label, String description) {
    return new Option<>(
        named(names, description).paramLabel(label).auxiliaryTypes(type), List.class, List.of());
  }

  /** One that may be given again, each time with a name and a value. */
  static Option<Map<String, String>> pairs(String names, String label, String description) {
    return new Option<>(
        named(names, description).paramLabel(label).auxiliaryTypes(String.class, String.class),
        Map.class,
        Map.of());
  }

  private static OptionSpec.Builder named(String names, String description) {
    return OptionSpec.builder(names.split(",")).description(description);
  }

  /** What reads the words of people, where picocli does not know the type. */
  Option<T> readBy(ITypeConverter<?> converter) {
    builder.converters(converter);
    return this;
  }

  /** What stands for nothing, as a person would write it. */
  Option<T> byDefault(String word) {
    builder.defaultValue(word);
    return this;
  }

  /** Several in one word, with commas. */
  Option<T> withCommas() {
    builder.splitRegex(",");
    return this;
  }

  /** One word, and as many more as follow. */
  Option<T> withMoreWords() {
    builder.arity("1..*");
    return this;
  }

  Option<T> required() {
    builder.required(true);
    return this;
  }

  /** Also one of the commands below. */
  Option<T> everywhere() {
    builder.scopeType(ScopeType.INHERIT);
    return this;
  }

  @Override
  ArgSpec built() {
    return builder.build();
  }
}
