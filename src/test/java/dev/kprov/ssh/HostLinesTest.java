package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lines found by the names that they are for. */
class HostLinesTest {

  /**
   * A line.
   *
   * @param looks how often somebody wanted to know whom it is for
   */
  private record Sample(String patterns, AtomicInteger looks) {

    Sample(String patterns) {
      this(patterns, new AtomicInteger());
    }

    List<HostPatterns> conditions() {
      looks.incrementAndGet();
      return List.of(HostPatterns.parse(patterns));
    }
  }

  @Test
  void linesComeInTheirOrderWhetherTheyNameHostsOrHavePatterns() {
    HostLines<Sample> lines = lines("b,a", "*", "!a,*", "a,a", "c", "?");
    assertThat(lines.of("a")).extracting(Sample::patterns).containsExactly("b,a", "*", "a,a", "?");
    assertThat(lines.of("cc")).extracting(Sample::patterns).containsExactly("*", "!a,*");
  }

  @Test
  void aHostIsNotLookedForInLinesThatNameOthersNorTwiceInAnyLine() {
    HostLines<Sample> lines = lines("a", "b", "*");
    lines.all().forEach(line -> line.looks().set(0));
    lines.of("a");
    lines.of("a");
    assertThat(lines.all()).extracting(line -> line.looks().get()).containsExactly(1, 0, 1);
  }

  @Test
  void aLineThatIsAddedLaterIsFoundToo() {
    HostLines<Sample> lines = lines("a");
    assertThat(lines.of("a")).hasSize(1);
    lines.add(new Sample("*"));
    assertThat(lines.of("a")).hasSize(2);
  }

  private static HostLines<Sample> lines(String... patterns) {
    HostLines<Sample> lines = new HostLines<>(Sample::conditions);
    for (String one : patterns) {
      lines.add(new Sample(one));
    }
    return lines;
  }
}
