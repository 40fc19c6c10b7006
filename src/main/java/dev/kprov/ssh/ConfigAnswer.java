package dev.kprov.ssh;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Options with their values for one host, as {@code ssh -G} prints them: a line each, the keyword
 * in lower case, several values of some.
 */
record ConfigAnswer(Map<String, List<String>> values) {

  static final ConfigAnswer NOTHING = new ConfigAnswer(Map.of());

  ConfigAnswer {
    values = Map.copyOf(values);
  }

  static ConfigAnswer parse(String text) {
    return new ConfigAnswer(
        text.lines()
            .map(line -> line.split(" ", 2))
            .filter(parts -> parts.length == 2)
            .collect(
                Collectors.groupingBy(
                    parts -> parts[0].toLowerCase(Locale.ROOT),
                    Collectors.mapping(parts -> parts[1].strip(), Collectors.toList()))));
  }

  /** The same, where one option has another value. */
  ConfigAnswer with(String keyword, String value) {
    Map<String, List<String>> others = new HashMap<>(values);
    others.put(keyword, List.of(value));
    return new ConfigAnswer(others);
  }

  /** All values, in order. */
  List<String> all(String keyword) {
    return values.getOrDefault(keyword, List.of());
  }

  /** The value, unless there is none or it is {@code none}. */
  Optional<String> one(String keyword) {
    return all(keyword).stream()
        .findFirst()
        .filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("none"));
  }

  /** Whether the option has one of these values. */
  boolean is(String keyword, String... any) {
    return one(keyword).filter(List.of(any)::contains).isPresent();
  }
}
