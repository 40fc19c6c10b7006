package dev.kprov.plan;

import dev.kprov.playbook.Desired;
import dev.kprov.state.Fact;
import dev.kprov.state.Observed;
import dev.kprov.state.Resource;
import dev.kprov.state.Stat;
import java.util.HashSet;
import java.util.Set;

/**
 * What is wanted on a host, whatever the way that leads there: a directory may be reached by a
 * symbolic link as well, and what is removed by one way is gone by the other.
 */
final class Wanted {

  private final Set<String> paths = new HashSet<>();
  private final Set<Body> bodies = new HashSet<>();

  /** By what one file is known from another, as far as one look tells. */
  private record Body(long inode, long size, long mtime) {
    static Body of(Stat stat) {
      return new Body(stat.inode(), stat.size(), stat.mtime());
    }
  }

  Wanted(Desired desired, Observed seen) {
    for (Resource resource : desired.resources()) {
      paths.add(resource.path().resolve(seen.host().home()).text());
      if (seen.at(resource.path()) instanceof Fact.RegularFile file) {
        bodies.add(Body.of(file.stat()));
      }
    }
  }

  /**
   * Whether something is wanted, or is what is wanted.
   *
   * @param path absolute
   */
  boolean has(String path, Fact fact) {
    return paths.contains(path)
        || (fact instanceof Fact.RegularFile file && bodies.contains(Body.of(file.stat())));
  }
}
