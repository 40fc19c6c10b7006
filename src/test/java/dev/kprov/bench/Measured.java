package dev.kprov.bench;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Results as if they had been measured. */
final class Measured {

  private Measured() {}

  /** A row on six near hosts: a first round of a minute and 64 MiB, then these. */
  static Row row(String name, Work work, int... millis) {
    Measurement first =
        new Measurement(
            Duration.ofMinutes(1), Duration.ofMinutes(1), OptionalLong.of(64 * 1024 * 1024));
    Stream<Measurement> others =
        Arrays.stream(millis)
            .mapToObj(wall ->
                new Measurement(
                    Duration.ofMillis(wall), Duration.ofMillis(wall / 2), OptionalLong.empty()));
    return new Row(6, Duration.ZERO, name, work, Stream.concat(Stream.of(first), others).toList());
  }

  static Results results() {
    return new Results(
        new Surroundings(
            LocalDate.of(2026, 2, 3), Map.of("processors", "2"), Map.of("cfssl", "1.2.0")),
        List.of(
            row("kprov up", Work.FROM_NOTHING, 2000, 1000, 3000),
            row("kprov up, again", Work.CONVERGED, 500, 500, 500),
            row("guide", Work.FROM_NOTHING, 9000, 9000, 9000),
            row("ssh HOST <true>", Work.CONVERGED, 400, 400, 400)));
  }
}
