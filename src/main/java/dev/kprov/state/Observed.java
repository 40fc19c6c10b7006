package dev.kprov.state;

import dev.kprov.base.RemotePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that was seen on one host at one moment.
 *
 * @param host what it says of itself
 * @param files a fact for each path that was asked for, by the path as it was asked ({@code ~}
 *     kept)
 * @param matches every file that an owned pattern matches, wanted or not
 * @param unlisted how many more matches there are, where a host has too many to list
 * @param ways what root, if root is at work, sees on the way to the paths that were asked for: by
 *     absolute path, from the top
 * @param grounds what the places stand on where something is wanted, by the path as it was asked
 * @param missing those of the programs that were asked for which are not there
 */
public record Observed(
    HostFacts host,
    Map<RemotePath, Fact> files,
    List<Match> matches,
    long unlisted,
    Map<RemotePath, Fact> ways,
    Map<RemotePath, Ground> grounds,
    Set<String> missing) {

  public Observed {
    files = Map.copyOf(files);
    matches = List.copyOf(matches);
    ways = Map.copyOf(ways);
    grounds = Map.copyOf(grounds);
    missing = Set.copyOf(missing);
  }

  /** The fact at a path that was asked for. */
  public Fact at(RemotePath path) {
    return files.getOrDefault(path, new Fact.Unreadable());
  }

  /** What a path stands on, if that was asked for. */
  public Optional<Ground> ground(RemotePath path) {
    return Optional.ofNullable(grounds.get(path));
  }
}
