package dev.kprov.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kprov.base.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A pseudo-terminal of 60 by 12 characters at which somebody types. */
record Pty(Operator operator, Map<String, String> environment) {

  private static final Pattern QUESTION = Pattern.compile("passphrase of \\S+: ");

  /** Has the JVM show its threads, and then ends it, where it would take for ever. */
  private static final String LIMIT = "timeout --foreground -k 10 -s QUIT 200";

  private static final Path KPROV = Path.of("scripts/kprov").toAbsolutePath();

  /** What appeared, and how the command ended. */
  record Ran(int exit, String written) {}

  /** Skips the calling test where there is no {@code script} of util-linux; in CI there must be. */
  static void assume() {
    boolean able;
    try {
      able = new ProcessBuilder("script", "-qec", "true", "/dev/null").start().waitFor() == 0;
    } catch (IOException e) {
      able = false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(able).as("script(1) of util-linux").isTrue();
    }
    assertThat(able).isTrue();
  }

  /**
   * Runs a command on the operator's inventory through the launcher.
   *
   * @param typed when a passphrase is asked for, with its line end
   * @param options further words, for a shell
   */
  Ran run(String typed, String command, String... options) {
    String inventory = ShellWord.of(operator.inventory().toString());
    return type(typed, command + " " + inventory + " " + String.join(" ", List.of(options)));
  }

  /**
   * Runs a whole command line.
   *
   * @param words what follows the program's name, for a shell
   */
  Ran type(String typed, String words) {
    String program = LIMIT + " " + ShellWord.of(KPROV.toString());
    String line = "stty cols 60 rows 12; exec " + program + " " + words;
    ProcessBuilder script =
        new ProcessBuilder("script", "-qec", line, "/dev/null").redirectErrorStream(true);
    script.environment().remove("NO_COLOR");
    script.environment().putAll(environment);
    try {
      Process process = script.start();
      String written = written(process, typed);
      return new Ran(process.waitFor(), written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String written(Process process, String typed) throws IOException {
    StringBuilder written = new StringBuilder();
    InputStream output = process.getInputStream();
    byte[] buffer = new byte[4096];
    boolean answered = typed.isEmpty();
    for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
      written.append(new String(buffer, 0, n, UTF_8));
      if (!answered && QUESTION.matcher(written).find()) {
        answered = true;
        process.getOutputStream().write(typed.getBytes(UTF_8));
        process.getOutputStream().flush();
      }
    }
    return written.toString();
  }
}
