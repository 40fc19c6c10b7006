package dev.kprov.view;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Some lines at the bottom of a terminal that are drawn again and again, while other text goes by
 * above them. Every change is one write, and writes over what was there before, so that nothing
 * flickers. Between writes the cursor rests on the free line below: whatever ends the process, the
 * shell goes on there, and there is nothing to restore. Thread-safe.
 */
public final class Display {

  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream terminal;
  private List<String> frame = List.of();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean paused;

  /**
   * @param terminal understands the control sequences of ECMA-48 that every terminal emulator does
   */
  public Display(PrintStream terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows lines in the place of those that are shown.
   *
   * @param lines none wider than the terminal, at least one fewer than it has; nothing but
   *     printable characters
   */
  synchronized void draw(List<String> lines) {
    if (!paused && !lines.equals(frame)) {
      write(over(lines));
      frame = List.copyOf(lines);
    }
  }

  /** Shows nothing until the next drawing. */
  synchronized void clear() {
    draw(List.of());
  }

  /**
   * Takes the lines away and keeps quiet, for a question to the operator. What is printed meanwhile
   * is held back.
   */
  public synchronized void pause() {
    clear();
    paused = true;
  }

  /** Prints what was held back, and lets lines be drawn again. */
  public synchronized void resume() {
    paused = false;
    if (held.size() > 0) {
      show(held.toByteArray());
      held.reset();
    }
  }

  /** A stream whose lines appear above those that are shown, each whole. */
  public PrintStream above() {
    return new PrintStream(new WholeLines(this::show), true, terminal.charset());
  }

  private synchronized void write(ByteArrayOutputStream text) {
    terminal.writeBytes(text.toByteArray());
    terminal.flush();
  }

  private synchronized void show(byte[] lines) {
    if (paused) {
      held.writeBytes(lines);
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(home() + (frame.isEmpty() ? "" : CLEAR_BELOW)));
    all.writeBytes(lines);
    frame.forEach(line -> all.writeBytes(bytes(line + "\n")));
    write(all);
  }

  /** A frame in the place of the one that is shown. */
  private ByteArrayOutputStream over(List<String> lines) {
    StringBuilder text = new StringBuilder(home());
    lines.forEach(line -> text.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(text + (frame.isEmpty() ? "" : CLEAR_BELOW)));
    return all;
  }

  /** To the beginning of what is shown. */
  private String home() {
    return frame.isEmpty() ? "" : "\r\u001b[" + frame.size() + "A";
  }

  private byte[] bytes(String text) {
    return text.getBytes(terminal.charset());
  }
}
