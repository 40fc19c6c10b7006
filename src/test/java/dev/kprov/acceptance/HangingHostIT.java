package dev.kprov.acceptance;

import static dev.kprov.acceptance.FaultyHost.BAD;
import static dev.kprov.acceptance.FaultyHost.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.FaultyLine;
import dev.kprov.lab.FaultyLine.Direction;
import dev.kprov.run.Deadlines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host that hangs, floods or lies costs a deadline at most, and the others converge. */
class HangingHostIT {

  /** How long a run may take that waits for one deadline, on a machine that is busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Deadlines SHORT =
      new Deadlines(Duration.ofSeconds(6), Duration.ofSeconds(6), Duration.ofSeconds(6));

  @TempDir private static Path folder;
  @AutoClose private static FaultyHost faulty;

  @BeforeAll
  static void aClusterOfWhichOneHostIsReachedByAFaultyLine() throws Exception {
    faulty = FaultyHost.make(folder);
  }

  @BeforeEach
  void drift() throws Exception {
    faulty.drift();
    faulty.operator().within(SHORT);
  }

  @AfterEach
  void theNextRunConverges() throws Exception {
    faulty.line().heal();
    Files.deleteIfExists(faulty.home(BAD).resolve(".bashrc"));
    faulty.operator().within(Deadlines.USUAL);
    faulty.assertConverged(faulty.up());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "exec sleep 30; the remote command did not end within 6 s, connection cut",
        "exec cat /dev/zero >&2; the remote command did not end within 6 s, connection cut",
        "exec cat /dev/zero; the remote command wrote more than 8388608 bytes",
        "head -c 200000 /dev/urandom: exit 0; the login shell did not run the commands of kprov"
            + " (exit status 0): ",
        "printf '\\nffffffffffffffffffffffffffffffff begin\\n"
            + "ffffffffffffffffffffffffffffffff end\\n': exit 0;"
            + " the login shell did not run the commands of kprov (exit status 0): ",
      })
  void aLoginShellThatMisbehavesIsToldOf(String script, String cause) throws Exception {
    Files.writeString(
        faulty.home(BAD).resolve(".bashrc"), script.replace(": exit", "\nexit") + "\n");
    assertOnlyTheBadHostFails(cause);
  }

  @Test
  void aServerThatStallsInTheKeyExchangeIsToldOf() throws Exception {
    faulty.line().breaksAfter(Direction.FROM_HOST, 1200, FaultyLine.Fault.STALL);
    assertOnlyTheBadHostFails(
        "login to 127.0.0.1:" + faulty.line().port() + " did not end within 6 s");
  }

  @Test
  void aConnectionThatStallsInTheMiddleOfAnApplyIsToldOf() throws Exception {
    long before = faulty.line().passed(Direction.TO_HOST);
    assertThat(faulty.up().exit()).isZero();
    long length = faulty.line().passed(Direction.TO_HOST) - before;
    drift();
    faulty.line().breaksAfter(Direction.TO_HOST, length - 2500, FaultyLine.Fault.STALL);
    assertOnlyTheBadHostFails("the remote command did not end within 6 s, connection cut");
  }

  private static void assertOnlyTheBadHostFails(String cause) {
    Instant begin = Instant.now();
    Operator.Ran up = faulty.up();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(PATIENCE);
    assertThat(up.exit()).as(up.toString()).isEqualTo(1);
    assertThat(up.errors())
        .singleElement()
        .asString()
        .startsWith(BAD + ": " + cause)
        .hasSizeLessThan(1000)
        .doesNotContainPattern("\\p{Cntrl}");
    Map<String, String> now = faulty.homes();
    faulty
        .converged()
        .forEach((name, substance) -> {
          if (Homes.host(name).equals(GOOD)) {
            assertThat(now).as(up.toString()).containsEntry(name, substance);
          }
        });
  }
}
