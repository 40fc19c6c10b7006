package dev.kprov.playbook;

import dev.kprov.inventory.Host;
import dev.kprov.state.Owned;
import dev.kprov.state.Resource;
import java.util.List;

/**
 * All that is wanted on one host.
 *
 * @param host the host
 * @param resources in step order, equal ones of several steps merged
 * @param owned what the pushes answer for, on every host of a role of the playbook, so that a host
 *     that gets no file is checked for strangers too
 * @param requirements what it must be like before anything is written there
 * @param chains whether certificates and their chains are judged
 */
public record Desired(
    Host host,
    List<Resource> resources,
    List<Owned> owned,
    List<Requirement> requirements,
    boolean chains) {

  public Desired {
    resources = List.copyOf(resources);
    owned = List.copyOf(owned);
    requirements = List.copyOf(requirements);
  }

  /** The files of the PKI. */
  public List<Resource.File> files() {
    return all(Resource.File.class);
  }

  /** The files that are copied from the operator's machine. */
  public List<Resource.Copy> copies() {
    return all(Resource.Copy.class);
  }

  /** All files, wherever their content comes from. */
  public List<Resource.Regular> regularFiles() {
    return all(Resource.Regular.class);
  }

  private <T extends Resource> List<T> all(Class<T> kind) {
    return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
