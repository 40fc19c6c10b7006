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
 * @param chains whether certificates and their chains are judged
 */
public record Desired(Host host, List<Resource> resources, List<Owned> owned, boolean chains) {

  public Desired {
    resources = List.copyOf(resources);
    owned = List.copyOf(owned);
  }

  public List<Resource.File> files() {
    return resources.stream()
        .filter(Resource.File.class::isInstance)
        .map(Resource.File.class::cast)
        .toList();
  }
}
