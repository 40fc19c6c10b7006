package dev.kprov.text;

import dev.kprov.base.Place;
import java.util.List;
import java.util.Optional;

/**
 * A node of a YAML or JSON document. Scalars are their source text: what a text means is decided by
 * whoever knows what is wanted there, so that {@code 1.30} stays 1.30 and {@code no} stays no.
 */
public sealed interface Node {

  Place place();

  /** What it is, for messages: {@code a mapping}. */
  String kind();

  /**
   * Keys and values in the order of the text.
   *
   * @param entries no key stands twice
   */
  record Mapping(Place place, List<Entry> entries) implements Node {

    public Mapping {
      entries = List.copyOf(entries);
    }

    public Optional<Node> get(String key) {
      for (Entry entry : entries) {
        if (entry.key().text().equals(key)) {
          return Optional.of(entry.value());
        }
      }
      return Optional.empty();
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** One key of a mapping with its value. */
  record Entry(Scalar key, Node value) {}

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {

    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A text, number, truth value or nothing.
   *
   * @param text without quotes, escapes resolved
   * @param quoted whether it is text beyond doubt: in quotes or a YAML block
   * @param verbatim whether the source shows the text unchanged on one line, so that a place within
   *     it can be told
   */
  record Scalar(Place place, String text, boolean quoted, boolean verbatim) implements Node {

    /** Whether it stands for nothing: an empty value, {@code null} or {@code ~} without quotes. */
    public boolean absent() {
      return !quoted && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /** The place of the character at an index of the text, as exactly as it is known. */
    public Place placeOf(int index) {
      return verbatim
          ? new Place(place.file(), place.line(), place.column() + index + (quoted ? 1 : 0))
          : place;
    }

    /** The same scalar with another text, whose characters have no places of their own. */
    public Scalar with(String other) {
      return new Scalar(place, other, true, false);
    }

    @Override
    public String kind() {
      return absent() ? "nothing" : "a text";
    }
  }
}
