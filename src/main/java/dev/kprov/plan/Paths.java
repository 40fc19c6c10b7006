package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.inventory.Host;
import dev.kprov.state.Observed;

/** Remote paths as people are shown them: in full. */
final class Paths {

  private Paths() {}

  /** How long the absolute path is: a directory's is shorter than any below it. */
  static int length(Observed seen, RemotePath path) {
    return path.resolve(seen.host().home()).text().length();
  }

  /** The absolute path on a host; as the playbook has it where the home is not known. */
  static String shown(World world, Host host, RemotePath path) {
    return world.seen(host).map(seen -> path.resolve(seen.host().home())).orElse(path).text();
  }
}
