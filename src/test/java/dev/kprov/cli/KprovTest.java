package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.run.Deadlines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KprovTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theVersionIsTheBuildsAndGoesToStandardOutput() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("kprov \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void anUnknownOptionIsAUsageErrorWithAHintAndPrintsNoResult() {
    assertThat(run("--versio")).isEqualTo(64);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("kprov: error: ")
        .startsWith("kprov: error: unknown option --versio")
        .contains("kprov: hint: ");
  }

  private int run(String... args) {
    return new Kprov(
            new Surroundings(
                print(out),
                print(err),
                Map.of(),
                Path.of("/nonexistent"),
                "operator",
                1,
                InstantSource.system(),
                Terminal.NONE,
                Deadlines.USUAL))
        .run(args);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
