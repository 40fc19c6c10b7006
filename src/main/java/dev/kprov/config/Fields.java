package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A mapping that is read strictly: what is unknown, missing or of another type is a problem. */
final class Fields {

  private final Node node;
  private final String what;
  private final Problems problems;

  /** Keys of which it was told already that they are written wrongly here. */
  private final Set<String> misspelt = new HashSet<>();

  private Fields(Node node, String what, Problems problems) {
    this.node = node;
    this.what = what;
    this.problems = problems;
  }

  /**
   * Looks at a node as a mapping with certain keys.
   *
   * @param what it is, for messages: {@code host}
   */
  static Fields of(Node node, String what, List<String> known, Problems problems) {
    Fields fields = free(node, what, problems);
    fields.entries().stream()
        .map(Node.Entry::key)
        .filter(key -> !known.contains(key.text()))
        .forEach(key -> fields.unknown(key, known));
    return fields;
  }

  private void unknown(Node.Scalar key, List<String> known) {
    problems.add(
        key.place(), what + ": unknown key " + key.text(), Nearest.hint(key.text(), known));
    Nearest.to(key.text(), known).ifPresent(misspelt::add);
  }

  /** Looks at a node as a mapping whose keys are names that a person chose. */
  static Fields free(Node node, String what, Problems problems) {
    if (!(node instanceof Node.Mapping)) {
      problems.add(node.place(), what + " must be a mapping, not " + node.kind());
    }
    return new Fields(node, what, problems);
  }

  /** A mapping of nothing. */
  static Fields none(Place place, Problems problems) {
    return new Fields(new Node.Mapping(place, List.of()), "", problems);
  }

  Place place() {
    return node.place();
  }

  List<Node.Entry> entries() {
    return node instanceof Node.Mapping mapping ? mapping.entries() : List.of();
  }

  boolean has(String key) {
    return find(key).isPresent();
  }

  /** The place of a value, or of the whole mapping where there is none. */
  Place place(String key) {
    return find(key).map(Node::place).orElse(place());
  }

  private Optional<Node> find(String key) {
    return node instanceof Node.Mapping mapping ? mapping.get(key) : Optional.empty();
  }

  /** The value of a key that may be left out. */
  Optional<Node> optional(String key) {
    return find(key).filter(value -> hasValue(key, value));
  }

  private boolean hasValue(String key, Node value) {
    boolean absent = value instanceof Node.Scalar scalar && scalar.absent();
    if (absent) {
      String text = ((Node.Scalar) value).text();
      problems.add(
          value.place(),
          what + ": " + key + " has no value",
          text.isEmpty()
              ? "give it one, or leave the key out"
              : "a text is meant? write \"" + text + "\"");
    }
    return !absent;
  }

  /** The value of a key that must be there. */
  Optional<Node> required(String key) {
    if (node instanceof Node.Mapping && find(key).isEmpty() && !misspelt.contains(key)) {
      problems.add(place(), what + ": missing key " + key);
    }
    return optional(key);
  }

  Optional<Node.Scalar> text(String key) {
    return optional(key).flatMap(value -> asText(key, value));
  }

  Optional<Node.Scalar> requiredText(String key) {
    return required(key).flatMap(value -> asText(key, value));
  }

  private Optional<Node.Scalar> asText(String key, Node value) {
    if (value instanceof Node.Scalar scalar) {
      return Optional.of(scalar);
    }
    problems.add(value.place(), what + ": " + key + " must be a text, not " + value.kind());
    return Optional.empty();
  }

  /** The items of a list; none where the key is missing. */
  List<Node> list(String key) {
    return optional(key).map(value -> asList(key, value)).orElse(List.of());
  }

  List<Node> requiredList(String key) {
    return required(key).map(value -> asList(key, value)).orElse(List.of());
  }

  private List<Node> asList(String key, Node value) {
    if (value instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    problems.add(value.place(), what + ": " + key + " must be a list, not " + value.kind());
    return List.of();
  }

  /** The texts of a list, or the one text that stands in its place. */
  List<Node.Scalar> texts(String key) {
    return optional(key).map(value -> asTexts(key, value)).orElse(List.of());
  }

  List<Node.Scalar> requiredTexts(String key) {
    return required(key).map(value -> asTexts(key, value)).orElse(List.of());
  }

  private List<Node.Scalar> asTexts(String key, Node value) {
    if (value instanceof Node.Scalar scalar) {
      return List.of(scalar);
    }
    List<Node.Scalar> texts = new ArrayList<>();
    for (Node item : asList(key, value)) {
      if (item instanceof Node.Scalar scalar && !scalar.absent()) {
        texts.add(scalar);
      } else {
        problems.add(item.place(), what + ": " + key + " must hold texts, not " + item.kind());
      }
    }
    return texts;
  }

  /** A mapping with certain keys below this one; nothing where the key is missing. */
  Fields mapping(String key, List<String> known) {
    return optional(key)
        .map(value -> of(value, key, known, problems))
        .orElseGet(() -> none(place(), problems));
  }

  /** A mapping below this one whose keys a person chose; nothing where the key is missing. */
  Fields free(String key) {
    return optional(key)
        .map(value -> free(value, key, problems))
        .orElseGet(() -> none(place(), problems));
  }

  Fields requiredMapping(String key, List<String> known) {
    return required(key)
        .map(value -> of(value, key, known, problems))
        .orElseGet(() -> new Fields(new Node.Sequence(place(), List.of()), key, problems));
  }
}
