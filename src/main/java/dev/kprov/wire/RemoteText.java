package dev.kprov.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that came from a host, which may be hostile: decoded, escaped and cut short. */
public final class RemoteText {
  private RemoteText() {}

  /** The first line that is not blank, fit to stand in a message; may be empty. */
  public static String firstLine(byte[] bytes, int limit) {
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

  /** The text with everything escaped that is not visible, at most so many characters of it. */
  public static String shown(String text, int limit) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(limit).forEach(c -> append(shown, c));
    return text.codePointCount(0, text.length()) > limit
        ? shown.append("...").toString()
        : shown.toString();
  }

  /** UTF-8; or, what is no valid UTF-8, byte by byte as Latin-1, so that nothing is lost. */
  static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static void append(StringBuilder shown, int c) {
    if (visible(c)) {
      shown.appendCodePoint(c);
    } else {
      shown.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u{%x}".formatted(c));
    }
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
