package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which file of the store goes where, over the whole inventory.
 *
 * @param desired what is wanted on every host
 */
record Placements(Map<Host, Desired> desired) {

  /** One file on one host. */
  record Placed(Host host, Resource.File file) {}

  /** Every place that gets a file of an item. */
  List<Placed> of(Item item) {
    Set<StorePath> files = item.files().keySet();
    return desired.entrySet().stream()
        .flatMap(entry ->
            entry.getValue().files().stream()
                .filter(file -> files.contains(file.source()))
                .map(file -> new Placed(entry.getKey(), file)))
        .toList();
  }

  /** The paths that are wanted on any host but are not wanted on this one. */
  Set<RemotePath> ofOthersThan(Host host) {
    Set<RemotePath> own = paths(Objects.requireNonNull(desired.get(host)));
    return desired.values().stream()
        .flatMap(other -> paths(other).stream())
        .filter(path -> !own.contains(path))
        .collect(Collectors.toSet());
  }

  private static Set<RemotePath> paths(Desired desired) {
    return desired.files().stream().map(Resource.File::path).collect(Collectors.toSet());
  }
}
