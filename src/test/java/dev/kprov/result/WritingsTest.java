package dev.kprov.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.plan.Written;
import dev.kprov.state.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a journal tells of the files that kprov has left on hosts. */
class WritingsTest {

  private static final Instant BEGIN = Instant.parse("2026-11-01T08:00:00Z");
  private static final String PATH = "/etc/a.key";
  private static final Trace NOTHING = other(Trace.Kind.NOTHING);

  private final List<JournalLine> lines = new ArrayList<>();

  private static Sha256 hash(String content) {
    return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
  }

  private static Trace file(String content, String mode) {
    return new Trace(
        Trace.Kind.FILE,
        Optional.of(new Trace.Rights(Mode.parse(mode).orElseThrow(), "root", "root")),
        Optional.of(new Trace.Body(content.length(), Optional.of(hash(content)))));
  }

  private static Trace other(Trace.Kind kind) {
    return new Trace(kind, Optional.empty(), Optional.empty());
  }

  /** A run that was to change the file. */
  private WritingsTest run(boolean done, Optional<Trace> after) {
    return run(PATH, done, after);
  }

  private WritingsTest run(String path, boolean done, Optional<Trace> after) {
    int number = lines.size() + 1;
    JournalEntry.Touched touched =
        new JournalEntry.Touched(
            Optional.empty(), List.of(new JournalEntry.Path(path, done, NOTHING, after)));
    JournalEntry entry =
        new JournalEntry(
            BEGIN,
            BEGIN,
            "ann",
            "laptop",
            "kprov up x.yaml",
            Optional.empty(),
            Map.of(),
            Map.of("cp1", touched),
            "applied and verified");
    lines.add(
        new JournalLine(number, number, hash("" + number), Optional.empty(), Optional.of(entry)));
    return this;
  }

  private Written written() {
    return Writings.of(new Journal(lines, false, lines.size()));
  }

  private Written.Left left() {
    return Objects.requireNonNull(written().on("cp1").get(new RemotePath(PATH)));
  }

  @Test
  void theLastRunThatWroteAFileCounts() {
    run(true, Optional.of(file("a", "0644"))).run(true, Optional.of(file("b", "0600")));

    assertThat(left())
        .isEqualTo(new Written.Left(2, BEGIN, true, Set.of(hash("b")), Optional.of(1L), true));
    assertThat(written().doubt()).isEmpty();
    assertThat(written().on("cp2")).isEmpty();
  }

  @Test
  void whatOthersMayReadIsNoSecret() {
    assertThat(run(true, Optional.of(file("a", "0644"))).left().secret()).isFalse();
    assertThat(run(true, Optional.of(file("a", "0640"))).left().secret()).isTrue();
  }

  @Test
  void whatWasRemovedOrFailedIsNotThere() {
    run(false, Optional.of(file("somebody's", "0600")));
    assertThat(written().on("cp1")).isEmpty();

    run(true, Optional.of(file("a", "0600"))).run(true, Optional.of(NOTHING));
    assertThat(written().on("cp1")).isEmpty();
  }

  @Test
  void aDirectoryIsNoFile() {
    run(true, Optional.of(other(Trace.Kind.DIRECTORY)));

    assertThat(written().on("cp1")).isEmpty();
  }

  @Test
  void aRunThatDidNotSeeItsEndMayHaveLeftWhatWasThereBefore() {
    run(true, Optional.of(file("a", "0600"))).run(false, Optional.empty());

    assertThat(left())
        .isEqualTo(new Written.Left(2, BEGIN, false, Set.of(hash("a")), Optional.of(1L), true));
  }

  @Test
  void whatIsNoPathIsPassedOver() {
    run("etc/a.key", true, Optional.of(file("a", "0600")));
    run("/etc/a\n.key", true, Optional.of(file("a", "0600")));

    assertThat(written().on("cp1")).isEmpty();
  }

  @Test
  void aLineThatCannotBeReadCastsDoubtOnAll() {
    run(true, Optional.of(file("a", "0600")));
    lines.add(new JournalLine(2, 2, hash("2"), Optional.empty(), Optional.empty()));

    assertThat(written().doubt()).contains("line 2 cannot be read");
    assertThat(written().on("cp1")).hasSize(1);
  }
}
