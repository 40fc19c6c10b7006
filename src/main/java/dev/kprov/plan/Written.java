package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files that kprov has left on hosts, as the store remembers its runs.
 *
 * @param hosts by the name of a host and the absolute path there
 * @param doubt why nothing may be removed by it: somebody has edited what the store remembers
 */
public record Written(Map<String, Map<RemotePath, Left>> hosts, Optional<String> doubt) {

  /** Nothing is remembered. */
  public static final Written NOTHING = new Written(Map.of(), Optional.empty());

  public Written {
    hosts =
        hosts.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
  }

  /**
   * The last that is known of a file.
   *
   * @param run the number of the last run that wrote it, or may have
   * @param time when that run began
   * @param seen whether that run saw afterwards what it had left
   * @param contents what kprov may have left there; empty where nobody knows
   * @param size of the last of them that was seen; empty where none was
   * @param secret whether others than its owner and group could not read it
   */
  public record Left(
      long run,
      Instant time,
      boolean seen,
      Set<Sha256> contents,
      Optional<Long> size,
      boolean secret) {
    public Left {
      contents = Set.copyOf(contents);
    }
  }

  /** What was left on a host. */
  public Map<RemotePath, Left> on(String host) {
    return hosts.getOrDefault(host, Map.of());
  }
}
