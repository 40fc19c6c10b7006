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
 */
public record Observed(
    HostFacts host, Map<RemotePath, Fact> files, List<Match> matches, long unlisted) {

  public Observed {
    files = Map.copyOf(files);
    matches = List.copyOf(matches);
  }

  /** All matches are listed. */
  public Observed(HostFacts host, Map<RemotePath, Fact> files, List<Match> matches) {
    this(host, files, matches, 0);
  }

  /** The fact at a path that was asked for. */
  public Fact at(RemotePath path) {
    return files.getOrDefault(path, new Fact.Unreadable());
  }
}
