package dev.kprov.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The floor of whatever asks every host one thing: OpenSSH's own client, many at a time. How many
 * is tried out before the first round, and the best is kept.
 */
final class SshFloor implements Contestant {

  private static final List<Integer> AT_ONCE = List.of(4, 8, 16, 32, 64);

  private final Meter meter;
  private final Map<Path, Integer> best = new HashMap<>();

  SshFloor(Meter meter) {
    this.meter = meter;
  }

  @Override
  public String name() {
    return "ssh";
  }

  @Override
  public List<String> programs() {
    return List.of("ssh", "xargs");
  }

  @Override
  public void prepare(Site site) throws IOException, InterruptedException {
    if (!best.containsKey(site.folder())) {
      best.put(site.folder(), bestFor(site));
    }
  }

  private int bestFor(Site site) throws IOException, InterruptedException {
    int best = AT_ONCE.getFirst();
    Duration least = Duration.ofSeconds(Long.MAX_VALUE);
    for (int atOnce : candidates(site.hosts().size())) {
      Meter.Run run = meter.run(command(site, atOnce), false);
      // At which ssh fails is none; where it always does, the race tells why.
      if (run.exit() == 0 && run.took().wall().compareTo(least) < 0) {
        least = run.took().wall();
        best = atOnce;
      }
    }
    return best;
  }

  /** Up to the first that takes all hosts at once. */
  private static List<Integer> candidates(int hosts) {
    return IntStream.range(0, AT_ONCE.size())
        .filter(i -> i == 0 || AT_ONCE.get(i - 1) < hosts)
        .mapToObj(AT_ONCE::get)
        .toList();
  }

  @Override
  public List<Step> steps(Site site) {
    int atOnce = best.getOrDefault(site.folder(), AT_ONCE.getFirst());
    return List.of(
        new Step(
            "ssh HOST true, xargs -P " + atOnce,
            Work.CONVERGED,
            command(site, atOnce),
            output -> output.isEmpty() ? Optional.empty() : Optional.of("ssh said something")));
  }

  private static Command command(Site site, int atOnce) {
    return Command.of(
        site.folder(),
        "sh",
        "-c",
        "cut -d ' ' -f 1 \"$1\" | xargs -P \"$2\" -I HOST ssh -F \"$3\" HOST true",
        "sh",
        site.list().toString(),
        Integer.toString(atOnce),
        site.sshConfig().toString());
  }
}
