package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.FaultyLine;
import dev.kprov.lab.FaultyLine.Direction;
import dev.kprov.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose connection to one host is cut, at bytes all over the protocol, in both directions. */
class CutRunIT {

  private static final String CUT = "worker0";
  private static final String OTHER = "worker1";

  /** How many cuts each way; the long tests make many. */
  private static final int CUTS = Boolean.getBoolean("kprov.test.long") ? 150 : 8;

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;
  private static FaultyLine line;
  private static Map<String, String> converged;

  @BeforeAll
  static void aClusterOfWhichOneHostIsReachedByAFaultyLine() throws Exception {
    lab = Lab.up();
    lab.reset();
    operator = new Operator(lab, folder);
    assertThat(operator.up().exit()).isZero();
    converged = Homes.of(lab).substance();
    line = operator.reachWorker0ByFaultyLine();
  }

  @AfterAll
  static void hangUp() throws Exception {
    line.close();
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatIsCutAnywhereTellsTheTruthAndTheNextOneConverges(Direction direction)
      throws Exception {
    long length = bytesOfARun(direction);
    for (int i = 0; i < CUTS; i++) {
      long cut = length * i / CUTS + (i == 0 ? 1 : 0);
      drift();
      Map<String, String> drifted = Homes.of(lab).substance();
      line.breaksAfter(direction, cut, FaultyLine.Fault.CUT);

      Operator.Ran broken = operator.up("--limit", CUT + "," + OTHER);

      String when = "cut after %d of %d bytes %s: %s".formatted(cut, length, direction, broken);
      awaitQuiet();
      Map<String, String> after = Homes.of(lab).substance();
      assertThat(broken.exit()).as(when).isIn(after.equals(converged) ? List.of(0, 1) : List.of(1));
      assertThat(broken.errors()).as(when).hasSize(broken.exit());
      assertThat(broken.errors(CUT)).as(when).hasSize(broken.exit());
      assertThat(broken.err()).as(when).doesNotContain("\tat ");
      assertEveryFileIsOldOrNew(drifted, after, when);

      line.heal();
      Operator.Ran next = operator.up("--limit", CUT + "," + OTHER);
      assertThat(next.exit()).as("%s%nthen %s", when, next).isZero();
      assertThat(Homes.of(lab).substance()).as(when).isEqualTo(converged);
    }
  }

  /** A run with the same drift, without a cut. */
  private static long bytesOfARun(Direction direction) throws Exception {
    line.heal();
    drift();
    long before = line.passed(direction);
    Operator.Ran sound = operator.up("--limit", CUT + "," + OTHER);
    assertThat(sound.exit()).as(sound.toString()).isZero();
    return line.passed(direction) - before;
  }

  /** A file is gone, one has other bytes and one another mode, on both hosts. */
  private static void drift() throws Exception {
    for (String host : List.of(CUT, OTHER)) {
      Path home = lab.root(host).resolve("home/ubuntu");
      Files.deleteIfExists(home.resolve("ca.pem"));
      Files.writeString(home.resolve("kube-proxy.kubeconfig"), "x", StandardOpenOption.APPEND);
      Files.setPosixFilePermissions(
          home.resolve(host + "-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** What the cut left running on the host ends by itself. */
  private static void awaitQuiet() {
    lab.shell(
        CUT,
        "for i in $(seq 100); do"
            + " [ -n \"$(find /proc -maxdepth 1 -user ubuntu 2>/dev/null)\" ] || exit 0;"
            + " sleep 0.1; done; exit 1");
  }

  private static void assertEveryFileIsOldOrNew(
      Map<String, String> drifted, Map<String, String> after, String when) {
    after.forEach((name, substance) -> {
      if (name.startsWith(CUT + ":") && converged.containsKey(name)) {
        assertThat(substance).as("%s, %s", name, when).isIn(drifted.get(name), converged.get(name));
      } else if (!name.startsWith(CUT + ":")) {
        assertThat(substance).as("%s, %s", name, when).isEqualTo(converged.get(name));
      }
    });
  }
}
