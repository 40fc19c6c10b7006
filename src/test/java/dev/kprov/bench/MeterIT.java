package dev.kprov.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class MeterIT {

  /** Counts in the shell itself, which takes some tenths of a second of processor time. */
  private static final String WORK = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done;";

  @TempDir Path folder;

  @Test
  void aChildOfAChildCounts() throws Exception {
    assertThat(run("sh -c '" + WORK + "'; :", false).took().cpu())
        .isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void whatACommandLeftBehindCountsAndIsEnded() throws Exception {
    Meter.Run run =
        run(
            "(" + WORK + " touch done; exec sleep 60) & until [ -e done ]; do sleep 0.1; done",
            false);
    assertThat(run.exit()).isZero();
    assertThat(run.took().wall()).isLessThan(Duration.ofSeconds(30));
    assertThat(run.took().cpu()).isGreaterThan(Duration.ofMillis(50));
    assertThat(sleepers()).isZero();
  }

  @Test
  void whatDoesNotHearIsEndedAllTheSame() throws Exception {
    run("(trap '' TERM; touch deaf; sleep 60) & until [ -e deaf ]; do sleep 0.1; done", false);
    assertThat(sleepers()).isZero();
  }

  @Test
  void memoryIsThatOfAllProcessesTogether() throws Exception {
    // Each dd holds one block of 64 MiB until its reader is gone.
    String holder = "dd if=/dev/zero bs=64M count=1 2>/dev/null | (sleep 1; cat >/dev/null) & ";
    assertThat(run(holder + holder + "wait", true).took().memory().orElseThrow())
        .isBetween(128L << 20, 200L << 20);
  }

  @Test
  void howItEndedAndWhatItSaidIsTold() throws Exception {
    Meter.Run run = run("echo one; echo two >&2; exit 3", false);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.output()).isEqualTo("one\ntwo\n");
    assertThat(run.took().memory()).isEmpty();
  }

  private static long sleepers() {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().filter(c -> c.endsWith("/sleep")).isPresent())
        .count();
  }

  private Meter.Run run(String script, boolean looks) throws IOException, InterruptedException {
    return new Meter(folder).run(Command.of(folder, "bash", "-c", script), looks);
  }
}
