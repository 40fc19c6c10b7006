package dev.kprov.base;

import java.util.regex.Pattern;

/** A text as one word of a POSIX shell, for commands that people copy out of messages. */
public final class ShellWord {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_@%+=:,./][A-Za-z0-9_@%+=:,./-]*");

  private ShellWord() {}

  /** The text itself where a shell takes it as it is; else in single quotes. */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
