package dev.kprov.state;

import dev.kprov.base.RemotePath;
import java.util.List;
import java.util.Map;

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
 */
public record Observed(
    HostFacts host,
    Map<RemotePath, Fact> files,
    List<Match> matches,
    long unlisted,
    Map<RemotePath, Fact> ways) {

  public Observed {
    files = Map.copyOf(files);
    matches = List.copyOf(matches);
    ways = Map.copyOf(ways);
  }

  /** The fact at a path that was asked for. */
  public Fact at(RemotePath path) {
    return files.getOrDefault(path, new Fact.Unreadable());
  }
}
