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
    int at = 0;
    while (at < codePoints.length && isPrintable(codePoints[at])) {
      at++;
    }
    return at < codePoints.length
        ? Optional.of(
            new Forbidden(
                placeOf(text.offsetByCodePoints(0, at)), String.format("U+%04X", codePoints[at])))
        : Optional.empty();
  }

  /** Whether it is {@code c-printable} of YAML 1.2, section 5.1. */
  private static boolean isPrintable(int c) {
    return (' ' <= c && c <= '~')
        || c == '\n'
        || c == '\t'
        || c == '\r'
        || c == 0x85
        || (0xA0 <= c && c <= 0xD7FF)
        || (0xE000 <= c && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private Place placeOf(int index) {
    return Yaml.end(text.substring(0, index), file);
  }

  /** A character that may not stand in YAML, named like {@code U+0007}. */
  record Forbidden(Place place, String name) {}
}
