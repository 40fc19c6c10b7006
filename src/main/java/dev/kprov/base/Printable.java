package dev.kprov.base;

/** Makes foreign text safe to show: what a host says must not command the operator's terminal. */
public final class Printable {

  private static final int LONGEST = 1000;

  private Printable() {}

  /**
   * The text with every control, format and unpaired surrogate character written as an escape, and
   * cut where it is very long.
   */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> append(safe, c));
    return text.codePointCount(0, text.length()) > LONGEST ? safe + "…" : safe.toString();
  }

  /** Whether a code point can be shown as it is: no control, no format, no half of a pair. */
  public static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void append(StringBuilder safe, int c) {
    if (isPlain(c)) {
      safe.appendCodePoint(c);
    } else {
      safe.append(c == '\n' ? "\\n" : String.format("\\u%04x", c));
    }
  }
}
