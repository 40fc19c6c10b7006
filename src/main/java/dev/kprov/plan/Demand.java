package dev.kprov.plan;

import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Pki;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Resource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Which items a run may make: those that a host needs which may be changed and was reached, and
 * those that no host ever gets. Nothing is issued for anybody else.
 */
final class Demand {

  private final World world;
  private final Pki pki;
  private final Set<String> workable;
  private final Set<ItemId> wanted = new HashSet<>();
  private final Set<ItemId> taken;

  /**
   * @param workable names of the hosts that may be changed and were reached
   */
  Demand(World world, Placements placements, Set<String> workable) {
    this.world = world;
    this.pki = world.playbook().pki();
    this.workable = workable;
    wanted.addAll(needs(placements, this::isNeeded));
    this.taken =
        needs(
            placements,
            (host, file) ->
                world.seen(host).filter(seen -> Handovers.isTaken(file, seen)).isPresent());
    if (!workable.isEmpty()) {
      Set<ItemId> placed = needs(placements, (_, _) -> true);
      pki.items().stream()
          .map(Item::id)
          .filter(id -> !placed.contains(id))
          .forEach(id -> collect(id, wanted));
    }
  }

  boolean includes(Item item) {
    return wanted.contains(item.id()) && item.id().host().map(workable::contains).orElse(true);
  }

  /** Whether it would only become part of files that are others' by now. */
  boolean isLeftToOthers(Item item) {
    return taken.contains(item.id()) && !wanted.contains(item.id());
  }

  /** Whether this run may put a file on a host; one that is others' by now needs no new content. */
  private boolean isNeeded(Host host, Resource.File file) {
    return workable.contains(host.name())
        && world.seen(host).filter(seen -> Handovers.isTaken(file, seen)).isEmpty();
  }

  private Set<ItemId> needs(Placements placements, BiPredicate<Host, Resource.File> counts) {
    Set<ItemId> needed = new HashSet<>();
    for (Desired desired : placements.desired().values()) {
      desired.files().stream()
          .filter(file -> counts.test(desired.host(), file))
          .forEach(file -> collect(item(file).id(), needed));
    }
    return needed;
  }

  private Item item(Resource.File file) {
    return pki.item(file.source());
  }

  private void collect(ItemId id, Set<ItemId> needed) {
    if (needed.add(id)) {
      pki.item(id).parts().forEach(part -> collect(part, needed));
    }
  }
}
