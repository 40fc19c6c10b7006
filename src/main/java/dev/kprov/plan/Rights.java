package dev.kprov.plan;

import dev.kprov.state.HostFacts;
import dev.kprov.state.Resource;
import dev.kprov.state.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Modes, owners and groups on a host, and what its user may do about them.
 *
 * @param host what the host says of itself
 */
record Rights(HostFacts host) {

  String user() {
    return host.user();
  }

  boolean isRoot() {
    return host.uid() == 0;
  }

  /** Only root gives files away. */
  boolean mayMakeFor(String owner) {
    return isRoot() || owner.equals(host.user());
  }

  /** Only root and the owner change a mode, and only root the owner. */
  boolean mayMend(Stat stat, Resource wanted) {
    return isRoot() || (stat.uid() == host.uid() && wanted.owner().equals(host.user()));
  }

  /** In what metadata differ from what is wanted. */
  List<Difference> differences(Resource wanted, Stat stat) {
    List<Difference> found = new ArrayList<>();
    if (!stat.mode().equals(wanted.mode())) {
      found.add(Difference.of("mode", stat.mode().toString(), wanted.mode().toString()));
    }
    if (!stat.owner().equals(wanted.owner())) {
      found.add(Difference.of("owner", stat.owner(), wanted.owner()));
    }
    group(wanted)
        .filter(group -> !stat.group().equals(group))
        .ifPresent(group -> found.add(Difference.of("group", stat.group(), group)));
    return found;
  }

  /** The wanted group; the primary group of the owner is known only of the user at work. */
  private Optional<String> group(Resource wanted) {
    if (!wanted.group().isEmpty()) {
      return Optional.of(wanted.group());
    }
    return wanted.owner().equals(host.user()) ? Optional.of(host.group()) : Optional.empty();
  }
}
