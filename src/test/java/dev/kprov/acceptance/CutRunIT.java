package dev.kprov.acceptance;

import static dev.kprov.acceptance.FaultyHost.BAD;
import static dev.kprov.acceptance.FaultyHost.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.FaultyLine;
import dev.kprov.lab.FaultyLine.Direction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose connection to one host is cut, at bytes all over the protocol, in both directions. */
class CutRunIT {

  /** How many cuts each way; the long tests make many. */
  private static final int CUTS = Boolean.getBoolean("kprov.test.long") ? 150 : 8;

  @TempDir private static Path folder;
  @AutoClose private static FaultyHost faulty;

  @BeforeAll
  static void aClusterOfWhichOneHostIsReachedByAFaultyLine() throws Exception {
    faulty = FaultyHost.make(folder);
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatIsCutAnywhereTellsTheTruthAndTheNextOneConverges(Direction direction)
      throws Exception {
    long length = bytesOfARun(direction);
    for (int i = 0; i < CUTS; i++) {
      long cut = length * i / CUTS + (i == 0 ? 1 : 0);
      drift();
      Map<String, String> drifted = faulty.homes();
      faulty.line().breaksAfter(direction, cut, FaultyLine.Fault.CUT);

      Operator.Ran broken = faulty.up();

      String when = "cut after %d of %d bytes %s: %s".formatted(cut, length, direction, broken);
      awaitQuiet();
      Map<String, String> after = faulty.homes();
      assertThat(broken.exit())
          .as(when)
          .isIn(after.equals(faulty.converged()) ? List.of(0, 1) : List.of(1));
      assertThat(broken.errors()).as(when).hasSize(broken.exit());
      assertThat(broken.errors(BAD)).as(when).hasSize(broken.exit());
      assertThat(broken.err()).as(when).doesNotContain("\tat ");
      assertEveryFileIsOldOrNew(drifted, after, when);

      faulty.line().heal();
      Operator.Ran next = faulty.up();
      assertThat(next.exit()).as("%s%nthen %s", when, next).isZero();
      assertThat(faulty.homes()).as(when).isEqualTo(faulty.converged());
    }
  }

  /** A run with the same drift, without a cut. */
  private static long bytesOfARun(Direction direction) throws Exception {
    faulty.line().heal();
    drift();
    long before = faulty.line().passed(direction);
    Operator.Ran sound = faulty.up();
    assertThat(sound.exit()).as(sound.toString()).isZero();
    return faulty.line().passed(direction) - before;
  }

  /** A file is gone, one has other bytes and one another mode, on both hosts. */
  private static void drift() throws Exception {
    faulty.drift();
    for (String host : List.of(BAD, GOOD)) {
      Path home = faulty.home(host);
      Files.deleteIfExists(home.resolve("ca.pem"));
      Files.setPosixFilePermissions(
          home.resolve(host + "-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** What the cut left running on the host ends by itself. */
  private static void awaitQuiet() {
    faulty
        .lab()
        .shell(
            BAD,
            "for i in $(seq 100); do"
                + " [ -n \"$(find /proc -maxdepth 1 -user ubuntu 2>/dev/null)\" ] || exit 0;"
                + " sleep 0.1; done; exit 1");
  }

  private static void assertEveryFileIsOldOrNew(
      Map<String, String> drifted, Map<String, String> after, String when) {
    after.forEach((name, substance) -> {
      if (name.startsWith(BAD + ":") && faulty.converged().containsKey(name)) {
        assertThat(substance)
            .as("%s, %s", name, when)
            .isIn(drifted.get(name), faulty.converged().get(name));
      } else if (!name.startsWith(BAD + ":")) {
        assertThat(substance).as("%s, %s", name, when).isEqualTo(faulty.converged().get(name));
      }
    });
  }
}
