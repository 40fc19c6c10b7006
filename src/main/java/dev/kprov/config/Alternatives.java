package dev.kprov.config;

import dev.kprov.text.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads texts of which some count under a condition only: {@code [a, {value: b, when: {…}}]}. What
 * does not count is filled in and checked like the rest.
 */
final class Alternatives {

  private final Fields fields;
  private final String key;
  private final Frame frame;
  private final BiConsumer<Node.Scalar, String> check;

  /**
   * @param check tells what is wrong with a text, given where it comes from
   */
  Alternatives(Fields fields, String key, Frame frame, BiConsumer<Node.Scalar, String> check) {
    this.fields = fields;
    this.key = key;
    this.frame = frame;
    this.check = check;
  }

  /** The texts of a list, or the one text in its place. */
  List<String> all() {
    return fields.optional(key).orElse(null) instanceof Node.Sequence list
        ? list.items().stream().flatMap(item -> counting(item).stream()).toList()
        : fields.texts(key).stream().flatMap(text -> filled(text).stream()).toList();
  }

  /** One text; or the one of a list of alternatives that counts. */
  Optional<String> one() {
    if (!(fields.optional(key).orElse(null) instanceof Node.Sequence list)
        || list.items().stream().noneMatch(Node.Mapping.class::isInstance)) {
      return fields.text(key).flatMap(this::filledOne);
    }
    List<String> counting = all();
    if (counting.size() != 1) {
      frame.bad(
          list.place(),
          key
              + " comes to "
              + (counting.isEmpty() ? "nothing" : String.join(", ", counting))
              + ", but must come to one text");
    }
    return counting.stream().findFirst();
  }

  private List<String> counting(Node item) {
    return switch (item) {
      case Node.Scalar text when !text.absent() -> filled(text);
      case Node.Mapping mapping -> counting(Fields.of(mapping, key, Keys.VALUE, frame.problems()));
      case Node.Scalar _, Node.Sequence _ ->
          frame.<String>bad(item.place(), key + " must hold texts, not " + item.kind()).stream()
              .toList();
    };
  }

  private List<String> counting(Fields alternative) {
    alternative.required(Condition.KEY);
    boolean counts = Condition.holds(alternative, frame);
    List<String> filled = alternative.requiredText("value").map(this::filled).orElse(List.of());
    return counts ? filled : List.of();
  }

  private List<String> filled(Node.Scalar text) {
    List<String> values = frame.fillEntry(text);
    values.forEach(value -> check.accept(text, value));
    return values;
  }

  private Optional<String> filledOne(Node.Scalar text) {
    Optional<String> value = frame.fill(text);
    value.ifPresent(one -> check.accept(text, one));
    return value;
  }
}
