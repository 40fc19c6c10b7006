package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which file of the store goes where, over the whole inventory. */
final class Placements {

  private final Map<Host, Desired> desired;
  private final Map<StorePath, List<Placed>> bySource = new HashMap<>();
  private final Set<RemotePath> paths = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  /** One file on one host. */
  record Placed(Host host, Resource.File file) {}

  /**
   * @param desired what is wanted on every host, in the order of the inventory
   */
  Placements(Map<Host, Desired> desired) {
    this.desired = desired;
    desired.forEach((host, wanted) -> wanted.regularFiles().forEach(file -> add(host, file)));
  }

  private void add(Host host, Resource.Regular one) {
    paths.add(one.path());
    names.add(one.path().name());
    if (one instanceof Resource.File file) {
      bySource.computeIfAbsent(file.source(), _ -> new ArrayList<>()).add(new Placed(host, file));
    }
  }

  Map<Host, Desired> desired() {
    return desired;
  }

  Desired on(Host host) {
    return Objects.requireNonNull(desired.get(host), host::name);
  }

  /** Every place that gets a file of an item. */
  List<Placed> of(Item item) {
    return item.files().keySet().stream().flatMap(source -> of(source).stream()).toList();
  }

  /** Every place that gets one file of the store. */
  List<Placed> of(StorePath source) {
    return bySource.getOrDefault(source, List.of());
  }

  /** Whether some host is to hold a file at a path, as the playbook writes it. */
  boolean anywhere(String path) {
    return RemotePath.faultOf(path).isEmpty() && paths.contains(new RemotePath(path));
  }

  /** Whether some host is to hold a file of a name, in whatever directory. */
  boolean anywhereNamed(String name) {
    return names.contains(name);
  }
}
