package dev.kprov.plan;

import dev.kprov.state.Difference;
import dev.kprov.state.Difference.Attribute;
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
  boolean mayMend(Stat stat, Resource.Present wanted) {
    return isRoot() || (stat.uid() == host.uid() && wanted.owner().equals(host.user()));
  }

  /** In what metadata differ from what is wanted. */
  List<Difference> differences(Resource.Present wanted, Stat stat) {
    List<Difference> found = new ArrayList<>();
    if (!stat.mode().equals(wanted.mode())) {
      found.add(Difference.of(Attribute.MODE, stat.mode().toString(), wanted.mode().toString()));
    }
    if (!stat.owner().equals(wanted.owner())) {
      found.add(Difference.of(Attribute.OWNER, stat.owner(), wanted.owner()));
    }
    group(wanted)
        .filter(group -> !stat.group().equals(group))
        .ifPresent(group -> found.add(Difference.of(Attribute.GROUP, stat.group(), group)));
    return found;
  }

  /** Why nothing can be written in a directory that is not writable. */
  String unwritable(Stat directory) {
    return isReadOnly(directory)
        ? "it is read-only, whatever its mode says"
        : "it is not writable for " + user();
  }

  /** What to do about {@link #unwritable}. */
  String writableAgain(Stat directory) {
    return isReadOnly(directory)
        ? "mount its filesystem read-write, or take its immutable attribute away"
        : "make it writable for " + user();
  }

  /** Modes do not bind root, and the owner's own mode lets the owner write. */
  private boolean isReadOnly(Stat directory) {
    return isRoot() || (directory.uid() == host.uid() && (directory.rawMode() & 0300) == 0300);
  }

  /** The wanted group; the primary group of an owner is not known of everybody. */
  private Optional<String> group(Resource.Present wanted) {
    return wanted.group().isEmpty()
        ? Optional.ofNullable(host.groups().get(wanted.owner()))
        : Optional.of(wanted.group());
  }
}
