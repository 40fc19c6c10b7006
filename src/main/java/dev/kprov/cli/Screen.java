package dev.kprov.cli;

import dev.kprov.view.Ink;
import dev.kprov.view.TerminalSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may be shown on the operator's screen beside plain lines.
 *
 * @param terminals which streams end at a terminal: {@code out}, {@code err}
 * @param controllable whether the terminal understands control sequences
 * @param colours whether colours are welcome
 */
record Screen(Set<String> terminals, boolean controllable, boolean colours) {

  /** The launcher tells here which streams are terminals: a JVM cannot know. */
  private static final String TERMINALS = "KPROV_TERMINALS";

  private static final Path TTY = Path.of("/dev/tty");

  Screen {
    terminals = Set.copyOf(terminals);
  }

  /**
   * As the environment says.
   *
   * @param noColour whether the operator wants none
   */
  static Screen of(Map<String, String> environment, boolean noColour) {
    String term = environment.getOrDefault("TERM", "dumb");
    boolean controllable = !term.isEmpty() && !term.equals("dumb");
    boolean unwanted = noColour || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Screen(
        Set.of(environment.getOrDefault(TERMINALS, "").strip().split("\\s+")),
        controllable,
        controllable && !unwanted);
  }

  /** Whether lines on standard error can be drawn again and again. */
  boolean live() {
    return controllable && terminals.contains("err");
  }

  /** The colours for a stream, {@code out} or {@code err}. */
  Ink ink(String stream) {
    return colours && terminals.contains(stream) ? Ink.COLOURED : Ink.PLAIN;
  }

  /**
   * How large the terminal is now; empty where nobody knows. POSIX has no other way from a shell,
   * and the JDK none at all.
   */
  static Optional<TerminalSize> size() throws InterruptedException {
    if (!Files.isReadable(TTY)) {
      return Optional.empty();
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(TTY.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor() == 0 ? size(answer.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Rows and columns, as stty prints them; a terminal that was never told prints zeros. */
  static Optional<TerminalSize> size(String answer) {
    if (!answer.matches("[1-9][0-9]{0,3} [1-9][0-9]{0,3}")) {
      return Optional.empty();
    }
    int space = answer.indexOf(' ');
    return Optional.of(
        new TerminalSize(
            Integer.parseInt(answer.substring(space + 1)),
            Integer.parseInt(answer.substring(0, space))));
  }
}
