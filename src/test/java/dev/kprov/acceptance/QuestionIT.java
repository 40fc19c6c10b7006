package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator at a terminal who is asked something and presses Ctrl-C. */
class QuestionIT {

  private static final int CTRL_C = 3;

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void aTerminal() {
    Judge.of("script");
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
  }

  @Test
  void ctrlCAtTheQuestionForTrustTrustsNothing() throws Exception {
    Files.delete(folder.resolve("known_hosts"));
    Map<String, String> traces = operator.traces();

    String seen = interruptAt("trust the new keys of 7 hosts? [y/N] ", "trust");

    assertInterrupted(seen);
    assertThat(operator.traces()).isEqualTo(traces);
  }

  @Test
  void ctrlCAtTheQuestionForAPassphraseEndsTheRunAndTheTerminalEchoesAgain() throws Exception {
    operator.edit(text ->
        text.replace(lab.identity().toString(), lab.identity("ed25519_passphrase").toString()));
    Map<String, String> traces = operator.traces();

    String seen = interruptAt("id_ed25519_passphrase: ", "up");

    assertInterrupted(seen);
    assertThat(operator.traces()).isEqualTo(traces);
  }

  private static void assertInterrupted(String seen) {
    assertThat(seen)
        .contains("\nkprov: error: interrupted before anything was changed\n")
        .contains("\nexit 130\n")
        .contains(" echo ");
  }

  /** All that stood on the terminal, where a shell goes on when kprov has ended. */
  private String interruptAt(String question, String command) throws Exception {
    String line =
        KprovProcess.builder(operator, command).command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Path script = Files.createTempFile("question", ".sh");
    Files.writeString(script, "trap : INT\n" + line + "\necho exit $?\nstty -a\n");
    Process terminal =
        new ProcessBuilder("script", "-qec", "sh " + script, "/dev/null")
            .redirectErrorStream(true)
            .start();
    String before = readTo(question, terminal.getInputStream());
    terminal.getOutputStream().write(CTRL_C);
    terminal.getOutputStream().flush();
    String after = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(terminal.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Files.delete(script);
    return (before + after).replace("\r", "");
  }

  private static String readTo(String end, InputStream in) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (!seen.toString().endsWith(end)) {
      int next = in.read();
      assertThat(next).as(seen.toString()).isNotNegative();
      seen.append((char) next);
    }
    return seen.toString();
  }
}
