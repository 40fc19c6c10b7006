package dev.kprov.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.view.Ink;
import dev.kprov.view.TerminalSize;
import dev.kprov.view.TextView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be drawn, given what the environment says of the terminal. */
class ScreenTest {

  @ParameterizedTest
  @CsvSource({
    "xterm, out err, true",
    "xterm, ' err', true",
    "xterm, out, false",
    "xterm, '', false",
    "dumb, out err, false",
    "'', out err, false"
  })
  void progressIsDrawnWhereStandardErrorIsATerminalThatCanBeControlled(
      String term, String terminals, boolean live) {
    Screen screen = Screen.of(Map.of("TERM", term, "KPROV_TERMINALS", terminals), false);
    assertThat(screen.live()).isEqualTo(live);
  }

  @Test
  void whereNobodySaysSoThereIsNoTerminal() {
    assertThat(Screen.of(Map.of("TERM", "xterm"), false).live()).isFalse();
    assertThat(Screen.of(Map.of("KPROV_TERMINALS", "err"), false).live()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "xterm, out err, '', false, COLOURED",
    "xterm, err, '', false, PLAIN",
    "xterm, out, 1, false, PLAIN",
    "xterm, out, '', true, PLAIN",
    "dumb, out, '', false, PLAIN"
  })
  void coloursAreForTerminalsWhoseOwnersWantThem(
      String term, String terminals, String noColor, boolean option, Ink ink) {
    Map<String, String> environment =
        Map.of("TERM", term, "KPROV_TERMINALS", terminals, "NO_COLOR", noColor);
    assertThat(Screen.of(environment, option).ink("out")).isEqualTo(ink);
  }

  @Test
  void anErrorStandsOutOnATerminalAndItsTextStaysEscaped() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, UTF_8);
    new Kprov(
            Typed.Place.NOWHERE
                .with(Map.of("TERM", "xterm", "KPROV_TERMINALS", "out"))
                .printing(stream, stream))
        .run("--help");
    assertThat(err.toString(UTF_8)).contains("\u001b[");

    TextView view = TextView.of(stream, Ink.PLAIN, stream, Ink.COLOURED);
    err.reset();
    view.conclude(
        new Conclusion.Failed(RunFailure.Kind.LOCKED, List.of(Problem.of("held by \u001b[2J"))),
        new Circumstances(
            "1",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            "locked",
            75));
    assertThat(err.toString(UTF_8))
        .isEqualTo("\u001b[31mkprov: error:\u001b[0m held by \\u001b[2J\n");
  }

  @Test
  void aSizeIsRowsAndColumns() {
    assertThat(Screen.size("24 80")).contains(new TerminalSize(80, 24));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0", "24", "-1 80", "24 80 1", "99999 80", "stty: not a tty"})
  void whatIsNoSizeIsNotKnown(String answer) {
    assertThat(Screen.size(answer)).isEmpty();
  }
}
