package dev.kprov.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "my-cluster/kubenet.yaml, my-cluster/kubenet.yaml",
        "my cluster.yaml, 'my cluster.yaml'",
        "it's.yaml, 'it'\\''s.yaml'",
        "[127.0.0.1]:2222, '[127.0.0.1]:2222'",
        "-n, '-n'",
        "~/x, '~/x'",
        "\"\", ''",
      })
  void onlyWhatAShellWouldReadOtherwiseIsQuoted(String text, String word) {
    assertThat(ShellWord.of(text)).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "$(id)", "a'b\"c\\", "*", "", "-e", "x\ny", "`id`", "é", "a;b"})
  void aShellReadsItBackAsOneWord(String text) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s' " + ShellWord.of(text)).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(text);
  }
}
