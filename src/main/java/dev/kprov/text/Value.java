package dev.kprov.text;

import dev.kprov.base.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a name in a template stands for. */
public sealed interface Value {

  /** One text. */
  record Text(String text) implements Value {}

  /** Several texts; such a name must stand alone in an entry of a list, and becomes its entries. */
  record Texts(List<String> texts) implements Value {

    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /**
   * Names below a name: {@code host} has {@code address} and others.
   *
   * @param names in the order in which they are told to a person
   */
  record Scope(Map<String, Value> names) implements Value {

    public Scope {
      names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }

    /** This scope with one name more, or with another value for it. */
    public Scope with(String key, Value value) {
      Map<String, Value> more = new LinkedHashMap<>(names);
      more.put(key, value);
      return new Scope(more);
    }

    /** Every full name that stands for a text or texts: {@code host.name}. */
    public List<String> paths() {
      return names.entrySet().stream()
          .flatMap(entry ->
              entry.getValue() instanceof Scope inner
                  ? inner.paths().stream().map(path -> entry.getKey() + "." + path)
                  : Stream.of(entry.getKey()))
          .toList();
    }
  }

  /**
   * A name that is known, but stands for nothing here.
   *
   * @param why what is told where it is used all the same
   */
  record Unsaid(Problem why) implements Value {}

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(List<String> texts) {
    return new Texts(texts);
  }
}
