package dev.kprov.base;

import java.util.Optional;

/**
 * The permission bits of a file or directory.
 *
 * @param bits 0 to 07777 (octal)
 */
public record Mode(int bits) {

  public static final Mode PRIVATE_FILE = new Mode(0600);
  public static final Mode PUBLIC_FILE = new Mode(0644);
  public static final Mode PUBLIC_DIRECTORY = new Mode(0755);

  public Mode {
    if (bits < 0 || bits > 07777) {
      throw new IllegalArgumentException("not a file mode: " + Integer.toOctalString(bits));
    }
  }

  /** Reads three or four octal digits, such as {@code 0600}; empty for anything else. */
  public static Optional<Mode> parse(String octal) {
    return octal.matches("[0-7]{3,4}")
        ? Optional.of(new Mode(Integer.parseInt(octal, 8)))
        : Optional.empty();
  }

  /** Four octal digits, such as {@code 0600}. */
  @Override
  public String toString() {
    return String.format("%04o", bits);
  }
}
