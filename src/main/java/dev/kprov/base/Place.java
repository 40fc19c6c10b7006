package dev.kprov.base;

/**
 * A position in a text file that a person wrote, printed as {@code file:line:column}.
 *
 * @param file the file as the user named it
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record Place(String file, int line, int column) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
