package dev.kprov.view;

/**
 * How much room a terminal has.
 *
 * @param columns characters in a line
 * @param rows lines
 */
public record TerminalSize(int columns, int rows) {

  /** What terminals had when they were made of glass, and what to assume where nobody knows. */
  public static final TerminalSize USUAL = new TerminalSize(80, 24);
}
