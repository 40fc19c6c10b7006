package dev.kprov.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.result.Event;
import dev.kprov.state.Observation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody sees at a terminal while a run goes on. */
class ProgressTest {

  private final Writes writes = new Writes();
  private final Display display = new Display(new PrintStream(writes, true, UTF_8));
  private final PrintStream above = display.above();
  private long now;
  private final Progress progress = new Progress(display, () -> now);

  /** What reached the terminal, write by write. */
  private static final class Writes extends OutputStream {

    private final List<String> all = new ArrayList<>();

    @Override
    public void write(int b) {
      all.add(Character.toString(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      all.add(new String(bytes, offset, length, UTF_8));
    }
  }

  @Test
  void theHeadCountsAndEveryHostAtWorkHasALine() {
    looking(7, "control0", "worker10", "gateway");
    progress.event(new Event.Reached("control0"));
    progress.event(
        new Event.Unreached("gateway", new Observation.Unreached("no", Optional.empty())));
    progress.event(new Event.Looking("w2"));
    now = 12_500_000_000L;

    assertThat(seen())
        .containsExactly(
            "looking: 2 of 7 hosts, 1 not reached, 12 s",
            "  worker10  looking, 12 s",
            "  w2        looking, 12 s");
  }

  @Test
  void allPartsOfARunHaveTheirWords() {
    progress.event(new Event.Begun(Event.Stage.ISSUING, 2));
    progress.event(new Event.Issued("authority ca"));
    assertThat(seen()).containsExactly("issuing: 1 of 2 items");

    progress.event(new Event.Issued("certificate a"));
    progress.event(new Event.Begun(Event.Stage.APPLYING, 2));
    progress.event(new Event.Applying("a", 5));
    progress.event(new Event.Applying("b", 1));
    progress.event(new Event.Applied("a", 4, 1));
    assertThat(seen())
        .containsExactly("applying: 1 of 2 hosts, 1 failed", "  b  applying 1 change");
  }

  @Test
  void hostsAreAppliedToWhileOthersAreIssuedFor() {
    progress.event(new Event.Begun(Event.Stage.ISSUING, 3));
    progress.event(new Event.Issued("authority ca"));
    progress.event(new Event.Begun(Event.Stage.APPLYING, 2));
    progress.event(new Event.Applying("a", 5));
    progress.event(new Event.Issued("certificate a"));
    assertThat(seen())
        .containsExactly(
            "issuing: 2 of 3 items", "applying: 0 of 2 hosts", "  a  applying 5 changes");

    progress.event(new Event.Issued("certificate b"));
    progress.event(new Event.Applied("a", 5, 0));
    assertThat(seen()).containsExactly("applying: 1 of 2 hosts");
  }

  @ParameterizedTest
  @CsvSource({"80,24,18", "80,200,18", "80,10,8", "80,6,4", "80,4,2", "80,2,1", "80,1,0"})
  void fiveHundredHostsFitIntoAnyTerminal(int columns, int rows, int lines) {
    progress.fit(new TerminalSize(columns, rows));
    looking(500, IntStream.range(0, 500).mapToObj(i -> "worker" + i).toArray(String[]::new));

    assertThat(seen()).hasSize(lines).hasSizeLessThan(rows);
    if (lines > 1) {
      assertThat(seen().getLast()).isEqualTo("  and " + (500 - lines + 2) + " more");
    }
  }

  @ParameterizedTest
  @CsvSource({"40", "20", "10", "3", "1"})
  void linesAreCutBeforeTheLastColumn(int columns) {
    progress.fit(new TerminalSize(columns, 24));
    looking(7, "a-host-of-a-very-long-name-that-nobody-can-type-twice");

    assertThat(seen()).allSatisfy(line -> assertThat(line).hasSizeLessThan(columns));
  }

  @Test
  void aFrameIsOneWriteThatOnlyWritesOverTheLastAndAnEqualOneIsNone() {
    looking(7, "a", "b");
    progress.tick();
    progress.tick();
    assertThat(writes.all).hasSize(1);

    progress.event(new Event.Reached("a"));
    progress.tick();

    assertThat(writes.all).hasSize(2);
    assertThat(writes.all.getLast())
        .isEqualTo("\r\u001b[3Alooking: 1 of 7 hosts\u001b[K\n  b  looking\u001b[K\n\u001b[J")
        .doesNotContain("\u001b[2J");
  }

  @Test
  void whatIsPrintedMeanwhileAppearsAboveWholeAndStays() {
    looking(7, "a");
    progress.tick();
    above.println("local: issued authority ca");
    above.print("worker1: 2 ");
    assertThat(seen())
        .containsExactly("local: issued authority ca", "looking: 0 of 7 hosts", "  a  looking");

    above.println("changes done");
    progress.event(new Event.Reached("a"));

    assertThat(seen())
        .containsExactly(
            "local: issued authority ca", "worker1: 2 changes done", "looking: 1 of 7 hosts");
    gone();
    assertThat(screen()).containsExactly("local: issued authority ca", "worker1: 2 changes done");
  }

  @Test
  void nothingIsDrawnOverAQuestion() {
    looking(7, "a");
    progress.tick();
    display.pause();
    List<String> asked = screen();
    now = 60_000_000_000L;
    progress.tick();

    above.println("worker1: connected");

    assertThat(asked).isEmpty();
    assertThat(screen()).isEmpty();
    display.resume();
    assertThat(screen()).containsExactly("worker1: connected");
    assertThat(seen()).hasSize(3);
  }

  @Test
  void afterTheEndNothingIsDrawnAnyMore() {
    looking(7, "a");
    progress.tick();
    gone();
    int before = writes.all.size();

    progress.tick();

    assertThat(writes.all).hasSize(before);
    assertThat(screen()).isEmpty();
  }

  @Test
  void theCursorIsNeitherHiddenNorLeftWithinALine() {
    looking(7, "a");
    progress.tick();
    above.println("x");

    assertThat(String.join("", writes.all)).doesNotContain("?25").doesNotContain("\u001b[s");
    assertThat(writes.all).allMatch(write -> write.endsWith("\n") || write.endsWith("\u001b[J"));
  }

  private void looking(int count, String... hosts) {
    progress.event(new Event.Begun(Event.Stage.LOOKING, count));
    for (String host : hosts) {
      progress.event(new Event.Looking(host));
    }
  }

  private void gone() {
    progress.conclude(JsonViewTest.SPOILT, JsonViewTest.circumstances("plan"));
  }

  private List<String> seen() {
    progress.tick();
    return screen();
  }

  private List<String> screen() {
    return new GlassTerminal().show(String.join("", writes.all)).lines();
  }
}
