package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Lab;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs whose reader goes away, and outputs that cannot be written. */
class OutputIT {

  @TempDir private static Path folder;
  private static Lab lab;
  private static Operator operator;

  @BeforeAll
  static void aConvergedCluster() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    Operator.Ran up = operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
  }

  @Test
  void whoReadsOnlyTheFirstLineHasSeenEnoughAndTheWorkIsFinished() throws Exception {
    lab.shell("worker0", "rm -f /home/ubuntu/ca.pem");
    Process up = KprovProcess.builder(operator, "up").start();

    assertThat(firstLine(up)).isEqualTo("control0: 14 of 14 files, no strangers");
    assertThat(complaints(up)).isEqualTo("worker0: 1 change done\n");
    assertThat(exit(up)).isZero();
    assertThat(operator.verify().exit()).isZero();
  }

  @Test
  void whenNobodyReadsAnythingTheExitCodeStillSaysHowItEnded() throws Exception {
    lab.shell("worker0", "rm -f /home/ubuntu/ca.pem");
    Process plan = KprovProcess.builder(operator, "plan").start();
    plan.getInputStream().close();
    plan.getErrorStream().close();

    assertThat(exit(plan)).isEqualTo(2);
    assertThat(operator.up().exit()).isZero();
  }

  @Test
  void outputThatCannotBeWrittenIsALocalFailureButTheWorkIsDone() throws Exception {
    lab.shell("worker0", "rm -f /home/ubuntu/ca.pem");
    Process up =
        KprovProcess.builder(operator, "up")
            .redirectOutput(Redirect.to(Path.of("/dev/full").toFile()))
            .start();

    assertThat(complaints(up))
        .isEqualTo(
            """
            worker0: 1 change done
            kprov: error: cannot write standard output: no space left on device
            """);
    assertThat(exit(up)).isEqualTo(74);
    assertThat(operator.verify().exit()).isZero();
  }

  @Test
  void aUsageErrorIsToldAsOneAlsoWhereNothingCanBeWritten() throws Exception {
    Process wrong =
        KprovProcess.builder(operator, "plan", "--limit", "nobody")
            .redirectOutput(Redirect.to(Path.of("/dev/full").toFile()))
            .start();

    assertThat(complaints(wrong)).startsWith("kprov: error: ").doesNotContain("standard output");
    assertThat(exit(wrong)).isEqualTo(64);
  }

  private static String firstLine(Process process) throws IOException {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      return out.readLine();
    }
  }

  private static String complaints(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
