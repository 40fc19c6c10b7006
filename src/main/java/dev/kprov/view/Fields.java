package dev.kprov.view;

import dev.kprov.base.Problem;
import dev.kprov.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a JSON object, in their order; what is absent is left out. */
final class Fields {

  /** Enough for every path; a host that says more is cut short. */
  private static final int LONGEST = 4096;

  private final Map<String, Object> fields = new LinkedHashMap<>();

  Fields text(String name, String value) {
    fields.put(name, bounded(value));
    return this;
  }

  Fields text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  Fields texts(String name, List<String> values) {
    fields.put(name, values.stream().map(Fields::bounded).toList());
    return this;
  }

  Fields number(String name, long value) {
    fields.put(name, value);
    return this;
  }

  Fields number(String name, Optional<Long> value) {
    value.ifPresent(present -> number(name, present));
    return this;
  }

  Fields truth(String name, boolean value) {
    fields.put(name, value);
    return this;
  }

  Fields object(String name, Fields value) {
    fields.put(name, value.fields);
    return this;
  }

  Fields objects(String name, List<Fields> values) {
    fields.put(name, values.stream().map(value -> value.fields).toList());
    return this;
  }

  /** An object that was written before. */
  Fields json(String name, String object) {
    fields.put(name, Json.readLine(object, name, 1).orElseThrow());
    return this;
  }

  /** All fields of another object, after those that are here. */
  Fields and(Fields more) {
    fields.putAll(more.fields);
    return this;
  }

  Map<String, Object> map() {
    return fields;
  }

  private static String bounded(String text) {
    return text.codePointCount(0, text.length()) > LONGEST
        ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…"
        : text;
  }

  static Fields of(Problem problem) {
    Fields fields = new Fields();
    problem
        .place()
        .ifPresent(place ->
            fields
                .text("file", place.file())
                .number("line", place.line())
                .number("column", place.column()));
    return fields.text("message", problem.message()).text("hint", problem.hint());
  }
}
