package dev.kprov.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void whatIsNotSaidIsTheWholeBenchmark() throws Options.MisusedException {
    assertThat(Options.of())
        .isEqualTo(
            new Options(
                List.of(6, 50, 200, 500),
                List.of(Duration.ZERO, Duration.ofMillis(50)),
                7,
                List.of(),
                false,
                false));
  }

  @Test
  void listsAreReadAndHostsOnlyBecomeMore() throws Options.MisusedException {
    Options options =
        Options.of("--hosts", "50,6,6", "--delay", "10", "--only", "ssh,kprov", "--rounds", "3");
    assertThat(options.hosts()).containsExactly(6, 50);
    assertThat(options.delays()).containsExactly(Duration.ofMillis(10));
    assertThat(options.only()).containsExactly("ssh", "kprov");
    assertThat(options.rounds()).isEqualTo(3);
  }

  @Test
  void aSmokeRunHasOneRoundOnSixNearHosts() throws Options.MisusedException {
    Options options = Options.of("--smoke", "-o", "json");
    assertThat(options.hosts()).containsExactly(6);
    assertThat(options.delays()).containsExactly(Duration.ZERO);
    assertThat(options.rounds()).isZero();
    assertThat(options.json()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--hosts", "--hosts x", "--hosts 3", "--delay -1", "--rounds 0", "-o xml", "six"})
  void whatMakesNoSenseIsRefused(String line) {
    assertThatThrownBy(() -> Options.of(line.split(" ")))
        .isInstanceOf(Options.MisusedException.class);
  }
}
