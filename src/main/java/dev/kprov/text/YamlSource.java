package dev.kprov.text;

import dev.kprov.base.Place;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that a YAML parser reads, to be asked what the parser does not tell. Offsets count code
 * points, as those of {@code TokenStreamLocation} do.
 */
final class YamlSource {

  /** All but {@code c-printable} of YAML 1.2, section 5.1. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("[^\\t\\n\\r -~\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  /** Three hyphens at the start of a line are never content, section 9.1.2. */
  private static final Pattern DOCUMENT_START =
      Pattern.compile("(?<=[\\r\\n])---(?![^ \\t\\r\\n])");

  private final String text;
  private final String file;
  private final int[] codePoints;

  YamlSource(String text, String file) {
    this.text = text;
    this.file = file;
    this.codePoints = text.codePoints().toArray();
  }

  String text() {
    return text;
  }

  String between(int start, int end) {
    return new String(codePoints, start, end - start);
  }

  String from(int start) {
    return between(start, codePoints.length);
  }

  /**
   * A line.
   *
   * @param number from 1
   */
  String line(int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("");
  }

  Place begin() {
    return new Place(file, 1, 1);
  }

  Place place(int line, int column) {
    return new Place(file, line, column);
  }

  /** The place of the next {@code ---} that begins a document. */
  Optional<Place> documentStart(int from) {
    Matcher start = DOCUMENT_START.matcher(text);
    return start.find(text.offsetByCodePoints(0, from))
        ? Optional.of(placeOf(start.start()))
        : Optional.empty();
  }

  /** The first character that YAML does not allow. */
  Optional<Forbidden> forbidden() {
    Matcher character = FORBIDDEN.matcher(text);
    return character.find()
        ? Optional.of(
            new Forbidden(
                placeOf(character.start()),
                String.format("U+%04X", character.group().codePointAt(0))))
        : Optional.empty();
  }

  private Place placeOf(int index) {
    return Yaml.end(text.substring(0, index), file);
  }

  /** A character that may not stand in YAML, named like {@code U+0007}. */
  record Forbidden(Place place, String name) {}
}
