package dev.kprov.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a run costs over many hosts. What is counted is the same on every machine. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells what memory the process took")
class CrowdIT {

  private static final long MIB = 1 << 10;

  /** Four times the hosts may cost four times as much, and a little for what grows by steps. */
  private static final double MOST = 4 * 1.15;

  /** The long tests do it for two thousand hosts in the end. */
  private static final int FEW = Boolean.getBoolean("kprov.test.long") ? 500 : 125;

  private static final int MANY = 4 * FEW;

  @TempDir private Path folder;

  @Test
  void manyHostsNeedLessThanOneGibibyteAndFourTimesWhatAQuarterOfThemNeeds() throws Exception {
    Map<String, Long> few = run(FEW);
    Map<String, Long> many = run(MANY);

    assertThat(many).containsEntry("files", 5L * MANY + 22);
    assertThat(many).as("hosts that were to be changed").containsEntry("changed", MANY - 1L);
    assertThat(many).as("and then").containsEntry("left", 0L);
    assertThat(of(many, "peak")).as("KiB of the process").isLessThan(1024 * MIB);
    for (String step : CrowdRun.STEPS) {
      assertThat(1.0 * of(many, step) / of(few, step))
          .as("what %s allocates: %s, then %s bytes", step, of(few, step), of(many, step))
          .isLessThan(MOST);
    }
  }

  private static long of(Map<String, Long> run, String what) {
    return Objects.requireNonNull(run.get(what), what);
  }

  private Map<String, Long> run(int hosts) throws Exception {
    Path out = folder.resolve(hosts + ".out");
    Process process =
        ChildJvm.of(
                CrowdRun.class,
                List.of("-Xmx768m", "--enable-native-access=ALL-UNNAMED"),
                Integer.toString(hosts),
                Files.createDirectory(folder.resolve(Integer.toString(hosts))).toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(out)).isZero();
    return Files.readAllLines(out).stream()
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[1])));
  }
}
