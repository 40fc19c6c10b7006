package dev.kprov.crowd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader of what kprov sends to a host: the script, the lines of the request, the contents. */
final class Asked {

  private static final Pattern SCRIPT = Pattern.compile("bs=([0-9]+)");

  private final byte[] input;
  private final boolean changing;
  private int at;

  /**
   * @param command the line that starts the script
   * @param input all of its standard input
   */
  Asked(String command, byte[] input) {
    Matcher script = SCRIPT.matcher(command);
    if (!script.find()) {
      throw new IllegalArgumentException("no command of kprov: " + command);
    }
    this.input = input;
    this.at = Integer.parseInt(script.group(1));
    this.changing = new String(input, 0, at, UTF_8).endsWith("\napply\n}\n");
  }

  /** Whether orders follow what is to be looked at. */
  boolean changing() {
    return changing;
  }

  String line() {
    int end = at;
    while (input[end] != '\n') {
      end++;
    }
    String line = new String(input, at, end - at, UTF_8);
    at = end + 1;
    return line;
  }

  List<String> lines() {
    int count = Integer.parseInt(line());
    List<String> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(line());
    }
    return lines;
  }

  byte[] content(int size) {
    at += size;
    return Arrays.copyOfRange(input, at - size, at);
  }
}
