package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.inventory.Host;

/** Remote paths as people are shown them: in full. */
final class Paths {

  private Paths() {}

  /** The absolute path on a host; as the playbook has it where the home is not known. */
  static String shown(World world, Host host, RemotePath path) {
    return world.seen(host).map(seen -> path.resolve(seen.host().home())).orElse(path).text();
  }
}
