package dev.kprov.base;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of bytes as people write it, in powers of 1024: {@code 10G}, as {@code df -h} has it.
 *
 * @param bytes never negative
 */
public record ByteSize(long bytes) {

  private static final String UNITS = "KMGT";
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,5})([" + UNITS + "])");
  private static final int STEP = 1024;

  /** Reads {@code 500M}; empty where it is no such amount. */
  public static Optional<ByteSize> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    int shift = 10 * (UNITS.indexOf(written.group(2)) + 1);
    return Optional.of(new ByteSize(Long.parseLong(written.group(1)) << shift));
  }

  /** For people, with one decimal at most, and never more than there is: {@code 3.9G}. */
  @Override
  public String toString() {
    if (bytes < STEP) {
      return bytes + "B";
    }
    int unit = 0;
    long scaled = bytes;
    while (scaled >= STEP * (long) STEP && unit < UNITS.length() - 1) {
      scaled /= STEP;
      unit++;
    }
    long tenths = scaled * 10 / STEP;
    String decimal = tenths % 10 == 0 ? "" : "." + tenths % 10;
    return tenths / 10 + decimal + UNITS.charAt(unit);
  }
}
