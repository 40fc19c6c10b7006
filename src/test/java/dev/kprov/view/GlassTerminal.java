package dev.kprov.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a terminal as is needed to see what somebody sees: text, line ends, and the control
 * sequences that {@link Display} uses. All that scrolled away stays.
 */
public final class GlassTerminal {

  private static final Pattern PIECE =
      Pattern.compile("\u001b\\[([0-9]*)([A-Za-z])|([^\u001b\r\n]+)|(\r)|(\n)");

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;

  /** Shows what was written. A terminal's driver makes a return and a line feed of a line end. */
  public GlassTerminal show(String written) {
    Matcher piece = PIECE.matcher(written);
    int end = 0;
    while (piece.find()) {
      assertThat(piece.start()).as("an unknown sequence").isEqualTo(end);
      end = piece.end();
      show(piece);
    }
    assertThat(end).as("an unknown sequence").isEqualTo(written.length());
    return this;
  }

  private void show(Matcher piece) {
    if (piece.group(2) != null) {
      control(piece.group(1), piece.group(2));
    } else if (piece.group(3) != null) {
      text(piece.group(3));
    } else {
      column = 0;
      if (piece.group(5) != null) {
        row++;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      }
    }
  }

  private void text(String text) {
    StringBuilder line = lines.get(row);
    while (line.length() < column) {
      line.append(' ');
    }
    line.replace(column, Math.min(line.length(), column + text.length()), text);
    column += text.length();
  }

  private void control(String number, String command) {
    switch (command) {
      case "m" -> {} // colours
      case "A" -> row -= Integer.parseInt(number);
      case "K" -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
      case "J" -> {
        control("", "K");
        lines.subList(row + 1, lines.size()).clear();
      }
      default -> throw new AssertionError("an unknown sequence: " + command);
    }
  }

  /** What can be seen, without the empty line at the end. */
  public List<String> lines() {
    List<String> seen = lines.stream().map(StringBuilder::toString).toList();
    return seen.getLast().isEmpty() ? seen.subList(0, seen.size() - 1) : seen;
  }
}
