package dev.kprov.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What runs on a host, and the command that starts it from standard input. */
final class HostScript {
  private static final String SUDO = bare(read("sudo.sh")).replace('\n', ' ').strip();

  private final byte[] text;

  private HostScript(String source) {
    text = bare(source).getBytes(StandardCharsets.US_ASCII);
  }

  /** The script that looks. It has no code that writes. */
  static HostScript probe() {
    return new HostScript(source(List.of("look.sh", "tell.sh", "self.sh"), "probe"));
  }

  /** The script that puts files in place, and then looks. */
  static HostScript apply() {
    return new HostScript(
        source(List.of("look.sh", "tell.sh", "self.sh", "lock.sh", "swap.sh", "put.sh"), "apply"));
  }

  /** The script that gives files away. It has no code that writes. */
  static HostScript take() {
    return new HostScript(source(List.of("look.sh", "take.sh"), "take"));
  }

  /** The script that says by which shell it was begun. It has no code that writes. */
  static HostScript shell() {
    return new HostScript(source(List.of("shell.sh"), "greet"));
  }

  /** What is sent first. */
  byte[] text() {
    return text.clone();
  }

  /**
   * Reads exactly the script from standard input and runs it, in any login shell: one line without
   * exclamation mark, backslash or newline. A {@code dd} that does not know {@code fullblock} says
   * so before it reads anything; then the slow form, byte by byte, does the same.
   */
  String command(RunAs.Direct as) {
    return "exec " + as.shell() + " -c '" + evaluation() + "'";
  }

  /**
   * The same behind {@code sudo.sh}. What sudo did not read of a password and what is sent behind
   * it stands before the mark, and is passed over.
   *
   * @param mark a word that only this exec knows
   */
  String command(RunAs.Sudo as, String mark) {
    return "exec /bin/sh -c '%s' %s '%s' %s"
        .formatted(
            SUDO,
            mark,
            "echo; echo \"$0 ready\"; until [ \"$line\" = \"$0\" ]; do IFS= read -r line || exit 9;"
                + " done; "
                + evaluation(),
            as.user());
  }

  private String evaluation() {
    return ("eval \"$(dd bs=%1$d count=1 iflag=fullblock 2>/dev/null"
            + " || dd bs=1 count=%1$d 2>/dev/null)\"")
        .formatted(text.length);
  }

  /** The parts and the call of a verb; half of it is no valid script. */
  static String source(List<String> parts, String verb) {
    return parts.stream().map(HostScript::read).collect(Collectors.joining("\n", "{\n", ""))
        + verb
        + "\n}\n";
  }

  static String read(String name) {
    try (InputStream in = HostScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without comments, blank lines and indentation, which only its readers need. */
  private static String bare(String source) {
    return source
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
