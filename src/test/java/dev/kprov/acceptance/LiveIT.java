package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import dev.kprov.view.GlassTerminal;
import dev.kprov.view.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At a real pseudo-terminal a run shows what is under way, and leaves only its results behind. */
class LiveIT {

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  @BeforeAll
  static void aClusterMadeBefore() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    assertThat(operator.up().exit()).isZero();
    // However fast a run is, one of its frames is drawn while this host is still looked at.
    lab.shell("worker1", "echo 'sleep 1' >/home/ubuntu/.bashrc");
  }

  @BeforeEach
  void thereIsATerminalToBeHad() {
    Pty.assume();
  }

  @Test
  void theResultIsTheSameAsWithoutATerminalAndProgressWasSeen() {
    lab.shell("worker1", "rm /home/ubuntu/ca.pem");
    List<String> plain = operator.verify().lines();

    String written = run("xterm", "");
    assertThat(operator.up().exit()).isZero();

    assertThat(written).contains("looking: ", " of 7 hosts", "  worker1 ");
    assertThat(new GlassTerminal().show(written).lines()).containsAll(plain);
    assertThat(new GlassTerminal().show(written).lines())
        .noneMatch(line -> line.startsWith("looking: ") || line.startsWith("  worker1"));
  }

  @Test
  void aTerminalThatCanDoNothingGetsPlainLines() {
    assertThat(run("dumb", "")).doesNotContain("\u001b").doesNotContain("looking: ");
  }

  @Test
  void aDocumentIsNotDisturbed() throws IOException {
    Path out = folder.resolve("out.json");

    String written = run("xterm", "", "-o", "json", ">" + out);

    assertThat(written).contains("looking: ");
    JsonSchema.DOCUMENT.accepts(Files.readString(out));
  }

  @Test
  void aPassphraseIsAskedForOnALineOfItsOwn() {
    operator.edit(text ->
        text.replace(lab.identity().toString(), lab.identity("ed25519_passphrase").toString()));

    String written = run("xterm", Lab.PASSPHRASE + "\n");
    operator.edit(text ->
        text.replace(lab.identity("ed25519_passphrase").toString(), lab.identity().toString()));

    assertThat(new GlassTerminal().show(written).lines())
        .anyMatch(line -> line.matches("passphrase of \\S+id_ed25519_passphrase: "))
        .contains("verified: all 7 hosts as they should be");
    assertThat(written).doesNotContain(": " + Lab.PASSPHRASE);
  }

  private static String run(String term, String typed, String... options) {
    return new Pty(operator, Map.of("TERM", term)).run(typed, "verify", options).written();
  }
}
