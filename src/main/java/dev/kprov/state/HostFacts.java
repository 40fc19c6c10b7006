package dev.kprov.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a host says of itself.
 *
 * @param user name of the user as whom kprov works there
 * @param uid numeric id of that user
 * @param groups names of primary groups by user, as far as they are known: of the user at work and
 *     of the SSH user
 * @param home absolute path of the SSH user's passwd home
 * @param hostname as {@code uname -n} prints it
 * @param machine as {@code uname -m} prints it
 * @param system what it runs
 * @param clock the host's time when it was asked, in whole seconds
 */
public record HostFacts(
    String user,
    long uid,
    Map<String, String> groups,
    String home,
    String hostname,
    String machine,
    OperatingSystem system,
    Instant clock) {

  public HostFacts {
    groups = Map.copyOf(groups);
  }

  /**
   * How far the clock is ahead of another one, by which the host was asked at one time and had
   * answered at a later one; negative where it is behind. The least that this leaves open, so that
   * a slow answer is never taken for a wrong clock.
   */
  public Duration skew(Instant asked, Instant answered) {
    Instant latest = clock.plusSeconds(1);
    if (latest.isBefore(asked)) {
      return Duration.between(asked, latest);
    }
    return clock.isAfter(answered) ? Duration.between(answered, clock) : Duration.ZERO;
  }
}
