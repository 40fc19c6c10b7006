package dev.kprov.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Contestants on one site, round by round: each round begins with another one, so that none always
 * comes after the same neighbour.
 */
final class Race {

  private final Site site;
  private final List<Contestant> contestants;
  private final Meter meter;
  private final Consumer<String> progress;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, List<Measurement>> measured = new LinkedHashMap<>();

  Race(Site site, List<Contestant> contestants, Meter meter, Consumer<String> progress) {
    this.site = site;
    this.contestants = List.copyOf(contestants);
    this.meter = meter;
    this.progress = progress;
  }

  /** One round to warm up, in which memory is looked at, and so many more. */
  List<Row> run(int rounds) throws BrokenException, IOException, InterruptedException {
    for (int round = 0; round <= rounds; round++) {
      List<Contestant> order = new ArrayList<>(contestants);
      Collections.rotate(order, -round);
      for (Contestant contestant : order) {
        contestant.prepare(site);
        for (Step step : contestant.steps(site)) {
          record(step, round, rounds);
        }
      }
    }
    return rows();
  }

  private void record(Step step, int round, int rounds)
      throws BrokenException, IOException, InterruptedException {
    Meter.Run run = meter.run(step.command(), round == 0);
    Optional<String> wrong =
        run.exit() == 0
            ? step.check().wrong(run.output())
            : Optional.of("ended with exit code " + run.exit());
    if (wrong.isPresent()) {
      throw new BrokenException(step, wrong.get(), run.output());
    }
    steps.putIfAbsent(step.name(), step);
    measured.computeIfAbsent(step.name(), name -> new ArrayList<>()).add(run.took());
    progress.accept(
        "%d hosts, %d ms, round %d of %d: %s: %.2f s"
            .formatted(
                site.hosts().size(),
                site.delay().toMillis(),
                round,
                rounds,
                step.name(),
                run.took().wall().toNanos() / 1e9));
  }

  /** In the order of the first round, which is that of the contestants. */
  private List<Row> rows() {
    return steps.values().stream()
        .map(step ->
            new Row(
                site.hosts().size(),
                site.delay(),
                step.name(),
                step.work(),
                measured.getOrDefault(step.name(), List.of())))
        .toList();
  }
}
