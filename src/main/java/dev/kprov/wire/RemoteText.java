package dev.kprov.wire;

import dev.kprov.base.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Text that came from a host, which may be hostile: decoded, escaped and cut short. */
final class RemoteText {
  private static final int MOST_OF_A_LINE = 200;

  private RemoteText() {}

  /** The first line that is not blank, fit to stand in a message; may be empty. */
  static String firstLine(byte[] bytes, int limit) {
    return firstLine(decode(bytes), limit);
  }

  static String firstLine(String text, int limit) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> shown(line, limit))
        .orElse("");
  }

  /** The last two lines that are not blank, in one: before them sudo may lecture at length. */
  static String lastLines(byte[] bytes) {
    List<String> lines =
        decode(bytes).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.subList(Math.max(0, lines.size() - 2), lines.size()).stream()
        .map(line -> shown(line, MOST_OF_A_LINE))
        .collect(Collectors.joining("; "));
  }

  /** The text with everything escaped that is not visible, at most so many characters of it. */
  static String shown(String text, int limit) {
    boolean whole = text.codePointCount(0, text.length()) <= limit;
    return whole
        ? Printable.of(text)
        : Printable.of(text.substring(0, text.offsetByCodePoints(0, limit))) + "…";
  }

  /** UTF-8; or, what is no valid UTF-8, byte by byte as Latin-1, so that nothing is lost. */
  static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
