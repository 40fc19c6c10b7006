package dev.kprov.view;

/** Colours for a few words, where the one who reads wants them. */
public enum Ink {
  /** For files, pipes, and people who want none. */
  PLAIN("", "", ""),
  /** The colours that every terminal has, in the shades that its owner chose (ECMA-48, SGR). */
  COLOURED("\u001b[31m", "\u001b[33m", "\u001b[0m");

  private final String red;
  private final String yellow;
  private final String end;

  Ink(String red, String yellow, String end) {
    this.red = red;
    this.yellow = yellow;
    this.end = end;
  }

  String error(String word) {
    return red + word + end;
  }

  String warning(String word) {
    return yellow + word + end;
  }
}
