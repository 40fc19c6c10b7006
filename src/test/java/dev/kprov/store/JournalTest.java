package dev.kprov.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.Mode;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.plan.Finding;
import dev.kprov.result.Journal;
import dev.kprov.result.JournalCheck;
import dev.kprov.result.JournalEntry;
import dev.kprov.result.JournalHead;
import dev.kprov.result.JournalLine;
import dev.kprov.state.Agreement;
import dev.kprov.state.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal remembers, and what it tells of who changes it afterwards. */
class JournalTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Holder HOLDER = new Holder(7, "ann", "laptop", NOW, "kprov up x.yaml");

  /** As kprov wrote lines before they were chained. */
  private static final String PLAIN =
      "{\"begin\":\"2026-11-22T10:00:00Z\",\"end\":\"2026-11-22T10:00:02Z\",\"user\":\"ann\","
          + "\"machine\":\"laptop\",\"command\":\"kprov up x.yaml\","
          + "\"changes\":{\"cp1\":[\"create ~/ca.pem\"]},\"outcome\":\"applied and verified\"}\n";

  private static final String NOT_EXPECTED = "lines that were cut from the end cannot be told";

  @TempDir private Path parent;
  private Path file = Path.of("unset");
  private Store store;

  @BeforeEach
  void anEmptyStore() throws RunFailure {
    store = Store.at(parent.resolve("kubenet"));
    file = store.folder().resolve("journal.jsonl");
  }

  private static JournalEntry entry(String command) {
    Trace before = new Trace(Trace.Kind.NOTHING, Optional.empty(), Optional.empty());
    Trace after =
        new Trace(
            Trace.Kind.FILE,
            Optional.of(new Trace.Rights(Mode.PRIVATE_FILE, "ubuntu", "users")),
            Optional.of(new Trace.Body(1704, Optional.of(Sha256.of(new byte[1])))));
    Agreement agreement =
        new Agreement(
            "curve25519-sha256",
            "aes128-ctr",
            Optional.of("hmac-sha2-256-etm@openssh.com"),
            "ssh-ed25519",
            "SHA256:" + "a".repeat(43));
    return new JournalEntry(
        NOW,
        NOW.plusMillis(2500),
        "ann",
        "laptop",
        command,
        Optional.of(Sha256.of(new byte[2])),
        Map.of("cp1", List.of("create /root/ca-key.pem", "update /root/ca.pem: failed: no space")),
        Map.of(
            "cp1",
            new JournalEntry.Touched(
                Optional.of(agreement),
                List.of(
                    new JournalEntry.Path("/root/ca-key.pem", true, before, Optional.of(after)),
                    new JournalEntry.Path("/root/ca.pem", false, after, Optional.empty())))),
        "1 of 1 hosts are not as they should be");
  }

  private JournalHead run(String command) throws RunFailure {
    try (StoreWriter writer = store.lock(HOLDER)) {
      return writer.journal(entry(command));
    }
  }

  private void runs(int count) throws RunFailure {
    for (int i = 0; i < count; i++) {
      run("kprov up " + i);
    }
  }

  private void killedRun() throws RunFailure {
    try (StoreWriter writer = store.lock(HOLDER)) {
      writer.begin();
    }
  }

  private void edit(Consumer<List<String>> change) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    change.accept(lines);
    Files.write(file, lines);
  }

  private JournalCheck.Result check() throws RunFailure {
    return JournalCheck.of(store.journal(), Optional.empty());
  }

  private JournalCheck.Result expecting(JournalHead head) throws RunFailure {
    return JournalCheck.of(store.journal(), Optional.of(head.hash().hex()));
  }

  private static List<String> errors(JournalCheck.Result result) {
    return result.findings().stream().filter(Finding::isError).map(Finding::message).toList();
  }

  private static List<String> warnings(JournalCheck.Result result) {
    return result.findings().stream().filter(f -> !f.isError()).map(Finding::message).toList();
  }

  @Test
  void aRunIsReadBackAsItWasWritten() throws Exception {
    JournalHead head = run("kprov up x.yaml");

    JournalLine line = store.journal().lines().getFirst();
    assertThat(line.entry()).contains(entry("kprov up x.yaml"));
    assertThat(line.previous()).contains(Journal.beginning());
    assertThat(head).isEqualTo(new JournalHead(1, line.hash()));
    String text = Files.readAllLines(file).getFirst();
    assertThat(line.hash()).isEqualTo(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(text)
        .startsWith("{\"run\":1,\"previous\":\"" + "0".repeat(64) + "\",\"begin\":\"2026-11-22T")
        .contains("\"hostKey\":\"SHA256:aaa", "\"before\":{\"kind\":\"nothing\"}");
  }

  @Test
  void eachLineNamesTheHashOfTheOneBeforeItAndTheLastIsTheHead() throws Exception {
    runs(2);
    JournalHead head = run("kprov up 2");

    List<JournalLine> lines = store.journal().lines();
    assertThat(lines).extracting(JournalLine::run).containsExactly(1L, 2L, 3L);
    assertThat(lines.get(2).previous()).contains(lines.get(1).hash());
    assertThat(expecting(head).findings()).isEmpty();
    assertThat(expecting(head).since()).contains(0);
    assertThat(warnings(check())).containsExactly(NOT_EXPECTED);
    assertThat(check().intact()).isTrue();
  }

  @Test
  void anEditedLineIsFoundOut() throws Exception {
    runs(4);
    edit(lines -> lines.set(1, lines.get(1).replace("ann", "bob")));

    assertThat(errors(check()))
        .containsExactly(
            "line 3 does not follow the one before it: line 2 was changed, or lines were moved or"
                + " put in");
  }

  @Test
  void anEditedLastLineIsFoundOutByItsHash() throws Exception {
    runs(1);
    JournalHead head = run("kprov up 1");
    edit(lines -> lines.set(1, lines.get(1).replace("ann", "bob")));

    assertThat(errors(check())).isEmpty();
    assertThat(errors(expecting(head)))
        .containsExactly("no line has the hash " + head.hash() + ": it was cut off, or changed");
  }

  @Test
  void aLineTakenOutIsAGap() throws Exception {
    runs(5);
    edit(lines -> lines.subList(1, 3).clear());
    assertThat(errors(check()))
        .containsExactly("line 2 does not follow the one before it: runs 2 to 3 are missing");

    edit(lines -> lines.removeFirst());
    assertThat(errors(check()))
        .containsExactly("line 1 does not follow the one before it: runs 1 to 3 are missing");
  }

  @Test
  void linesThatChangedPlacesOrWerePutInAreFoundOut() throws Exception {
    runs(3);
    edit(lines -> Collections.swap(lines, 1, 2));
    assertThat(errors(check())).isNotEmpty();
    edit(lines -> Collections.swap(lines, 1, 2));
    assertThat(errors(check())).isEmpty();

    edit(lines -> lines.add(1, PLAIN.strip()));
    assertThat(errors(check())).contains("line 2 is not chained to the line before it");
  }

  @Test
  void whatIsNoLineIsFoundOut() throws Exception {
    runs(3);
    edit(lines -> lines.set(1, "x"));

    assertThat(errors(check())).contains("line 2 cannot be read").hasSize(2);
  }

  @Test
  void aCutAtTheEndIsFoundOutByAHashThatWasKept() throws Exception {
    runs(2);
    JournalHead head = run("kprov up 2");
    edit(lines -> lines.removeLast());

    assertThat(errors(check())).isEmpty();
    assertThat(warnings(check()))
        .containsExactly(
            "run 3 began to change something, and the last line is of run 2", NOT_EXPECTED);
    assertThat(errors(expecting(head))).hasSize(1);
    assertThat(expecting(head).since()).isEmpty();

    Files.delete(file);
    assertThat(errors(expecting(head))).hasSize(1);
  }

  @Test
  void whatWasWrittenSinceAHashWasKeptIsCounted() throws Exception {
    runs(1);
    JournalHead head = run("kprov up 1");
    runs(3);

    assertThat(expecting(head).findings()).isEmpty();
    assertThat(expecting(head).since()).contains(3);
    assertThat(JournalCheck.of(store.journal(), Optional.of(head.hash().shortHex())).since())
        .contains(3);
  }

  @Test
  void aTornLastLineIsACrashAndNoTampering() throws Exception {
    runs(2);
    JournalHead head = store.journal().head().orElseThrow();
    run("kprov up 2");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 40));

    assertThat(errors(expecting(head))).isEmpty();
    assertThat(warnings(expecting(head)))
        .containsExactly(
            "the last line is cut short, as a crash leaves it",
            "run 3 began to change something, and the last line is of run 2");
    assertThat(run("kprov up again").run()).isEqualTo(4);
    assertThat(warnings(expecting(head))).containsExactly("run 3 is without a line");
    assertThat(check().intact()).isTrue();
  }

  @Test
  void aRunThatWasKilledLeavesItsNumberAndNoLine() throws Exception {
    runs(1);
    killedRun();
    assertThat(store.journal().generation()).isEqualTo(2);
    killedRun();

    assertThat(run("kprov up").run()).isEqualTo(4);
    assertThat(warnings(check())).containsExactly("runs 2 to 3 are without a line", NOT_EXPECTED);
    assertThat(check().intact()).isTrue();
  }

  @Test
  void aRunHasOneNumberHoweverMuchItWrites() throws Exception {
    try (StoreWriter writer = store.lock(HOLDER)) {
      writer.begin();
      writer.append(List.of());
      writer.journal(entry("kprov up"));
    }

    assertThat(store.journal().generation()).isEqualTo(1);
    assertThat(run("kprov up").run()).isEqualTo(2);
  }

  @Test
  void theJournalOfAnEarlierKprovGoesOn() throws Exception {
    Files.createDirectories(store.folder());
    Files.writeString(file, PLAIN + PLAIN);
    assertThat(store.journal().generation()).isEqualTo(2);
    assertThat(store.journal().line(2)).isPresent();

    JournalHead head = run("kprov up");

    assertThat(head.run()).isEqualTo(3);
    assertThat(store.journal().lines().get(2).previous())
        .contains(Sha256.of(PLAIN.strip().getBytes(StandardCharsets.UTF_8)));
    assertThat(warnings(expecting(head)))
        .containsExactly(
            "the first 2 lines are of an earlier kprov, and only the last of them is chained to"
                + " what follows");
    edit(lines -> lines.set(1, lines.get(1).replace("ann", "bob")));
    assertThat(errors(expecting(head))).hasSize(1);
  }

  @Test
  void aLostGenerationIsToldByTheJournalAndADamagedOneStopsTheRun() throws Exception {
    runs(3);
    Path generation = store.folder().resolve("generation");
    assertThat(generation).hasContent("3\n");
    Files.delete(generation);
    assertThat(store.journal().generation()).isEqualTo(3);

    Files.writeString(generation, "many");
    assertThatThrownBy(this::killedRun)
        .isInstanceOfSatisfying(
            RunFailure.class, f -> assertThat(f.kind()).isEqualTo(RunFailure.Kind.BAD_FILE))
        .hasMessageContaining(generation + " is not the number of a run");
  }
}
