package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shells, and the readers of manuals and schemas, make of what is printed for them. */
class ShellsTest {

  @TempDir private Path folder;

  @Test
  void bashCompletes() throws IOException {
    Path script = script("bash");
    assertThat(bash(script, "kprov", "ver")).containsExactly("verify");
    assertThat(bash(script, "kprov", "up", "--dry")).containsExactly("--dry-run");
    assertThat(bash(script, "kprov", "schema", "")).contains("inventory", "playbook");
  }

  private static List<String> bash(Path script, String... words) {
    String line =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_kprov 2>/dev/null;"
                .formatted(script, quoted(words), words.length - 1)
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    return lines(Judge.of("bash").run("--norc", "-c", line));
  }

  @Test
  void zshCompletes() throws IOException {
    String session =
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PROMPT=; autoload -Uz compinit; compinit -u -D; source %s"
        zpty -w -n shell $'kprov veri\\t'
        zpty -r -m shell told '*verify*' && print -r -- completed
        """
            .formatted(script("zsh"));
    Path file = Files.writeString(folder.resolve("session.zsh"), session);
    assertThat(lines(Judge.of("zsh").run("-f", file))).contains("completed");
  }

  @Test
  void fishCompletes() throws IOException {
    Path script = script("fish");
    assertThat(fish(script, "kprov ver"))
        .containsExactly(
            "verify\tReads only: counts, bytes, modes, owners and chains on every host.");
    assertThat(fish(script, "kprov up --dry"))
        .containsExactly("--dry-run\tStop after the plan; nothing is written anywhere.");
    assertThat(fish(script, "kprov plan --dry")).isEmpty();
    assertThat(fish(script, "kprov plan --lim")).hasSize(1);
    assertThat(fish(script, "kprov completion ")).containsExactly("bash", "fish", "zsh");
    assertThat(fish(script, "kprov up " + folder + "/")).contains(script.toString());
    assertThat(fish(script, "kprov -o js")).hasSize(1).allMatch(line -> line.startsWith("json"));
  }

  private static List<String> fish(Path script, String typed) {
    return lines(
        Judge.of("fish")
            .run("--no-config", "-c", "source " + script + "; complete -C '" + typed + "'"));
  }

  @Test
  void anotherShellIsRefused() {
    Typed typed = Typed.line("completion", "zhs");
    assertThat(typed.exit()).isEqualTo(64);
    assertThat(typed.err()).contains("there is no completion for zhs; did you mean zsh?");
  }

  @Test
  void everyManualPageIsGoodRoff() throws IOException {
    Path pages = folder.resolve("man1");
    assertThat(Typed.line("man", "--dir", pages.toString()).exit()).isZero();
    try (Stream<Path> files = Files.list(pages)) {
      List<Path> all = files.sorted().toList();
      assertThat(all)
          .extracting(page -> page.getFileName().toString())
          .contains("kprov.1", "kprov-up.1", "kprov-lint.1");
      for (Path page : all) {
        assertThat(Judge.of("mandoc").run("-T", "lint", "-W", "warning", page).text().lines())
            .allMatch(line -> line.contains("missing date"));
      }
    }
  }

  @Test
  void aManualPageSaysWhatHelpSays() {
    String page = Typed.line("man", "up").out();
    assertThat(page)
        .contains(".SH NAME\nkprov\\-up \\- plans, issues, pushes and verifies\n")
        .contains("\\fBkprov up\\fR [\\fIOPTION\\fR]... \\fIINVENTORY\\fR\n")
        .contains(".TP\n\\fB\\-\\-dry\\-run\\fR\n")
        .contains(".TP\n\\fB75\\fR\nanother run holds the store\n");
    assertThat(Typed.line("man").out()).contains("\\fBkprov\\-trust\\fR(1)");
    assertThat(Typed.line("man", "trsut").err()).contains("unknown command trsut", "mean trust?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inventory", "playbook", "plan", "export", "document", "event"})
  void aSchemaIsPrintedAsItIsPublished(String kind) throws IOException {
    Typed typed = Typed.line("schema", kind);
    assertThat(typed.exit()).isZero();
    assertThat(typed.out())
        .isEqualTo(Files.readString(Path.of("docs/schema", kind + ".schema.json")));
  }

  private Path script(String shell) throws IOException {
    Typed typed = Typed.line("completion", shell);
    assertThat(typed.exit()).isZero();
    return Files.writeString(folder.resolve("completion." + shell), typed.out());
  }

  private static String quoted(String... words) {
    return String.join(" ", Stream.of(words).map(word -> "'" + word + "'").toList());
  }

  private static List<String> lines(Judge.Verdict verdict) {
    return verdict.text().lines().filter(line -> !line.isBlank()).toList();
  }
}
