package dev.kprov.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What stands in a place of its own, beside the options. */
final class Parameter<T> extends Given<T> {

  private final PositionalParamSpec.Builder builder;

  private Parameter(PositionalParamSpec.Builder builder, Class<?> type, @Nullable T initial) {
    super(initial);
    this.builder = builder;
    Binding binding = new Binding();
    builder.type(type).initialValue(initial).getter(binding).setter(binding);
  }

  /**
   * One that must be there.
   *
   * @param place counted from 0
   * @param label what stands for it in help
   */
  static <T> Parameter<T> of(Class<T> type, int place, String label, String description) {
    return new Parameter<>(
        placed(Integer.toString(place), label, description).arity("1").required(true), type, null);
  }

  /** All that stand there and behind, if any do. */
  static Parameter<List<String>> several(int place, String label, String description) {
    return new Parameter<>(
        placed(place + "..*", label, description).arity("0..*").auxiliaryTypes(String.class),
        List.class,
        List.of());
  }

  private static PositionalParamSpec.Builder placed(
      String index, String label, String description) {
    return PositionalParamSpec.builder().index(index).paramLabel(label).description(description);
  }

  /** What reads the words of people, where picocli does not know the type. */
  Parameter<T> readBy(ITypeConverter<?> converter) {
    builder.converters(converter);
    return this;
  }

  Parameter<T> optional() {
    builder.arity("0..1").required(false);
    return this;
  }

  @Override
  ArgSpec built() {
    return builder.build();
  }
}
