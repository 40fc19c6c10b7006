package dev.kprov.run;

import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Pki;
import dev.kprov.plan.Change;
import dev.kprov.plan.HostPlan;
import dev.kprov.plan.Plan;
import dev.kprov.state.Resource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The order in which items are made, so that each host waits for as few as possible: authorities,
 * then what the first host gets, then what the next one gets beside that, and at last what stays in
 * the store. Each stands after its parts.
 */
final class IssueOrder {

  private final Pki pki;
  private final List<Item> items;
  private final Map<ItemId, Integer> places = new HashMap<>();

  IssueOrder(Plan plan, Pki pki) {
    this.pki = pki;
    this.items =
        Stream.of(
                pki.items().stream().filter(IssueOrder::isOfAuthorities).map(Item::id),
                plan.hosts().stream().flatMap(this::needs).flatMap(this::withParts),
                pki.items().stream().map(Item::id))
            .flatMap(group -> group)
            .distinct()
            .map(pki::item)
            .toList();
    for (Item item : items) {
      places.put(item.id(), places.size());
    }
  }

  List<Item> items() {
    return items;
  }

  /** Changes to the store in this order; last come those that are about no item. */
  List<Change> ordered(List<Change> changes) {
    return changes.stream().sorted(Comparator.comparingInt(this::place)).toList();
  }

  /** How many of the items must be there before a host can be worked on. */
  int needed(HostPlan host) {
    return needs(host).mapToInt(item -> 1 + place(item)).max().orElse(0);
  }

  private int place(Change change) {
    return switch (change) {
      case Change.Issue issue -> place(issue.item().id());
      case Change.Recover(Item item) -> place(item.id());
      case Change.Mark _,
          Change.Merge _,
          Change.Create _,
          Change.Update _,
          Change.Remove _,
          Change.Blocked _ ->
          items.size();
    };
  }

  private int place(ItemId item) {
    return Objects.requireNonNull(places.get(item));
  }

  private static boolean isOfAuthorities(Item item) {
    return item instanceof Item.Authority || item instanceof Item.Chain;
  }

  /** The items of which a host is to get files. */
  private Stream<ItemId> needs(HostPlan host) {
    return host.changes().stream()
        .map(IssueOrder::wanted)
        .flatMap(Optional::stream)
        .filter(Resource.File.class::isInstance)
        .map(file -> pki.item(((Resource.File) file).source()).id());
  }

  private static Optional<Resource> wanted(Change change) {
    return switch (change) {
      case Change.Create create -> Optional.of(create.resource());
      case Change.Update update -> Optional.of(update.resource());
      case Change.Remove _,
          Change.Issue _,
          Change.Recover _,
          Change.Mark _,
          Change.Merge _,
          Change.Blocked _ ->
          Optional.empty();
    };
  }

  private Stream<ItemId> withParts(ItemId item) {
    return Stream.concat(pki.item(item).parts().stream().flatMap(this::withParts), Stream.of(item));
  }
}
