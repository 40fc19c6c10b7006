package dev.kprov.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What runs on a host, and the command that starts it from standard input. Each is made when it is
 * first sent: most runs need one of them.
 */
final class HostScript {
  /** Looks. It has no code that writes. */
  static final HostScript PROBE = new HostScript("probe", "look.sh", "tell.sh", "self.sh");

  /** Puts files in place, and then looks. */
  static final HostScript APPLY =
      new HostScript("apply", "look.sh", "tell.sh", "self.sh", "lock.sh", "swap.sh", "put.sh");

  /** Gives files away. It has no code that writes. */
  static final HostScript TAKE = new HostScript("take", "look.sh", "take.sh");

  /** Says by which shell it was begun. It has no code that writes. */
  static final HostScript GREET = new HostScript("greet", "shell.sh");

  private final String verb;
  private final List<String> parts;

  /** Empty as long as it was not sent. */
  private byte[] made = {};

  private HostScript(String verb, String... parts) {
    this.verb = verb;
    this.parts = List.of(parts);
  }

  /** What is sent first. */
  byte[] text() {
    return made().clone();
  }

  private synchronized byte[] made() {
    if (made.length == 0) {
      made = bare(source()).getBytes(StandardCharsets.US_ASCII);
    }
    return made;
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
            Sudo.LINE,
            mark,
            "echo; echo \"$0 ready\"; until [ \"$line\" = \"$0\" ]; do IFS= read -r line || exit 9;"
                + " done; "
                + evaluation(),
            as.user());
  }

  private String evaluation() {
    return ("eval \"$(dd bs=%1$d count=1 iflag=fullblock 2>/dev/null"
            + " || dd bs=1 count=%1$d 2>/dev/null)\"")
        .formatted(made().length);
  }

  /** The parts and the call of the verb; half of it is no valid script. */
  String source() {
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

  private static final class Sudo {

    static final String LINE = bare(read("sudo.sh")).replace('\n', ' ').strip();
  }
}
