package dev.kprov.bench;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The measurements of one step on so many hosts, so far away, round by round. The first round warms
 * up and looks at memory; its times count only where there was no other.
 */
record Row(int hosts, Duration delay, String name, Work work, List<Measurement> rounds) {

  Row {
    rounds = List.copyOf(rounds);
  }

  /** In seconds. */
  Statistics wall() {
    return statistics(Measurement::wall);
  }

  /** In seconds, of all processes of the client. */
  Statistics cpu() {
    return statistics(Measurement::cpu);
  }

  private Statistics statistics(Function<Measurement, Duration> what) {
    return Statistics.of(timed().stream().map(round -> what.apply(round).toNanos() / 1e9).toList());
  }

  /** The rounds whose times count. */
  List<Measurement> timed() {
    return rounds.size() == 1 ? rounds : rounds.subList(1, rounds.size());
  }

  /** In bytes. */
  OptionalLong memory() {
    return rounds.stream().flatMapToLong(round -> round.memory().stream()).max();
  }

  /** How many times as long as kprov's own way to the same; nothing where that was not run. */
  OptionalDouble ratio(List<Row> all) {
    return all.stream()
        .filter(row -> row.hosts == hosts && row.delay.equals(delay) && row.work == work)
        .filter(row -> row.name.startsWith("kprov up"))
        .mapToDouble(row -> wall().median() / row.wall().median())
        .findFirst();
  }
}
