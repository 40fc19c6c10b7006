package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import dev.kprov.store.Holder;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that get real signals at every point of a run. */
class SignalIT {

  /** More than the time in which a host under way may end. */
  private static final int SLOW_SECONDS = 7;

  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static Map<String, String> converged;

  @BeforeAll
  static void aConvergedCluster() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    converged = Homes.of(lab).substance();
  }

  /** Three hosts have drifted. */
  @BeforeEach
  void drift() {
    for (String host : List.of("worker0", "worker1", "worker2")) {
      lab.shell(host, "rm /home/ubuntu/ca.pem");
    }
  }

  /** Whatever the signal has left, one more run brings all of it to its end, and leaves nothing. */
  @AfterEach
  void theNextRunConverges() {
    awaitNoStage();
    lab.shell("worker0", "if [ -e /tmp/slow ]; then umount /usr/bin/mv; rm /tmp/mv /tmp/slow; fi");
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(Homes.of(lab).substance()).isEqualTo(converged);
    assertThat(operator.verify().exit()).isZero();
    assertThat(operator.store().resolve("lock")).isEmptyFile();
  }

  @Test
  void ctrlCLetsTheHostUnderWayEndAndBeginsNoOther() throws IOException {
    slow(2);
    Operator.Ran ran;
    try (KprovProcess up = KprovProcess.start(operator, "up", "--forks", "1")) {
      up.await(SignalIT::hasStage, "stage on worker0");
      up.signal("INT");
      up.awaitTold("local: stopping: ");
      ran = up.end();
    }

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(130);
    assertThat(ran.err()).contains("worker0: 1 change done\n");
    assertThat(ran.errors())
        .containsExactly(
            "worker1: not begun, 1 change waits",
            "worker2: not begun, 1 change waits",
            "interrupted");
    assertThat(ran.out())
        .endsWith(
            "interrupted; done: 0 items issued, 1 change;"
                + " 2 of 7 hosts not as they should be: worker1, worker2\n");
    assertThat(journal().getLast())
        .contains("\"changes\":{\"worker0\":[\"create /home/ubuntu/ca.pem\"]}")
        .contains("\"outcome\":\"interrupted; 2 of 7 hosts are not as they should be\"");
    assertThat(operator.plan().changes())
        .containsExactly(
            "worker1: create /home/ubuntu/ca.pem (0644 ubuntu)",
            "worker2: create /home/ubuntu/ca.pem (0644 ubuntu)");
  }

  @Test
  void aHostThatDoesNotEndInTimeIsCutOffAndTheOthersAreDone() throws IOException {
    slow(SLOW_SECONDS);
    Instant begin;
    Operator.Ran ran;
    try (KprovProcess up = KprovProcess.start(operator, "up")) {
      up.await(SignalIT::hasStage, "stage on worker0");
      begin = Instant.now();
      up.signal("TERM");
      ran = up.end();
    }

    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(SLOW_SECONDS));
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(143);
    assertThat(ran.errors())
        .containsExactly(
            "worker0: cut off while its files were put in place; each of them is whole, old or new",
            "interrupted");
    assertThat(ran.err()).contains("kprov: hint: run it again");
    assertThat(journal().getLast())
        .contains("create /home/ubuntu/ca.pem: failed: cut off while", "\"worker2\":[\"create");
  }

  @Test
  void aSecondCtrlCEndsAtOnce() throws IOException, InterruptedException {
    slow(3);
    int lines = journal().size();
    Instant begin;
    Operator.Ran ran;
    try (KprovProcess up = KprovProcess.start(operator, "up", "--forks", "1")) {
      up.await(SignalIT::hasStage, "stage on worker0");
      up.signal("INT");
      up.awaitTold("a second Ctrl-C ends at once");
      Thread.sleep(300);
      begin = Instant.now();
      up.signal("INT");
      ran = up.end();
    }

    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(1));
    assertThat(ran.exit()).isEqualTo(130);
    assertThat(ran.out()).isEmpty();
    assertThat(journal()).hasSize(lines);
  }

  @Test
  void anEchoOfTheFirstSignalAndAHangUpAfterItDoNotCount() throws IOException {
    slow(1);
    Operator.Ran ran;
    try (KprovProcess up = KprovProcess.start(operator, "up", "--forks", "1")) {
      up.await(SignalIT::hasStage, "stage on worker0");
      up.signal("TERM");
      up.signal("TERM");
      up.awaitTold("local: stopping: ");
      up.signal("HUP");
      ran = up.end();
    }

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(143);
    assertThat(ran.out()).startsWith("control0: ").contains("interrupted; done: ");
  }

  @ParameterizedTest
  @CsvSource({"plan, INT, 130", "verify, HUP, 129", "up, TERM, 143", "trust, INT, 130"})
  void aRunThatOnlyLooksEndsQuicklyWithOneLine(String command, String signal, int exit)
      throws Exception {
    Map<String, String> traces;
    Instant begin;
    Operator.Ran ran;
    String port = Integer.toString(lab.port("gateway"));
    try (SilentServer silent = new SilentServer()) {
      operator.edit(text -> text.replace(port, Integer.toString(silent.port())));
      traces = operator.traces();
      try (KprovProcess looking = KprovProcess.start(operator, command)) {
        assertThat(silent.awaitCaller()).isTrue();
        begin = Instant.now();
        looking.signal(signal);
        ran = looking.end();
      }
      assertThat(Duration.between(begin, Instant.now())).isLessThan(AT_ONCE);
      assertThat(operator.traces()).isEqualTo(traces);
      operator.edit(text -> text.replace(Integer.toString(silent.port()), port));
    }

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("kprov: error: interrupted before anything was changed\n");
  }

  @Test
  void aRunThatWaitsForAnotherSaysForWhomAndCanBeInterrupted() throws Exception {
    Holder other = new Holder(7, "ann", "laptop", Instant.EPOCH, "kprov up x.yaml");
    Operator.Ran ran;
    try (StoreWriter _ = Store.at(operator.store()).lock(other);
        KprovProcess up = KprovProcess.start(operator, "up", "--lock-timeout", "60")) {
      up.awaitTold("pid 7 of ann@laptop");
      Thread.sleep(500);
      up.signal("INT");
      ran = up.end();
    }

    assertThat(ran.exit()).isEqualTo(130);
    assertThat(ran.err())
        .isEqualTo(
            "local: waiting, since another run holds the store "
                + operator.store()
                + ": pid 7 of ann@laptop since 1970-01-01T00:00:00Z (kprov up x.yaml)\n"
                + "kprov: error: interrupted before anything was changed\n");
  }

  /** From now on worker0 needs that long for each file that it puts in place. */
  private static void slow(int seconds) {
    lab.shell(
        "worker0",
        "cp /usr/bin/mv /tmp/mv; printf '#!/bin/sh\\nsleep "
            + seconds
            + "\\nexec /tmp/mv \"$@\"\\n' >/tmp/slow; chmod 755 /tmp/mv /tmp/slow;"
            + " mount --bind /tmp/slow /usr/bin/mv");
  }

  private static boolean hasStage() {
    try (Stream<Path> files = Files.list(lab.root("worker0").resolve("home/ubuntu"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(".kprov-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was cut off ends on the host by itself. */
  private static void awaitNoStage() {
    Instant last = Instant.now().plusSeconds(2 * SLOW_SECONDS);
    while (hasStage() && Instant.now().isBefore(last)) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static List<String> journal() throws IOException {
    return Files.readAllLines(operator.store().resolve("journal.jsonl"));
  }
}
