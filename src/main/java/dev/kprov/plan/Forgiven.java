package dev.kprov.plan;

import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Reissue;
import dev.kprov.pki.StoreState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is not as the playbook wants it with certificates that were adopted, and no reason to make
 * them again. What many share is told once.
 */
final class Forgiven {

  private static final int MOST_NAMED = 3;

  private Forgiven() {}

  /**
   * @param made whether an item is made again by this plan, and so as wanted
   */
  static Stream<Finding> of(World world, Predicate<ItemId> made) {
    StoreState store = world.store();
    Instant now = world.now();
    Map<String, List<ItemId>> items = new LinkedHashMap<>();
    for (Item item : world.playbook().pki().items()) {
      if (item instanceof Item.Certificate leaf && !made.test(leaf.id())) {
        Reissue.forgiven(
                leaf, store.of(leaf.id()), store.of(leaf.issuer()).lineage(), store.ledger(), now)
            .forEach(text -> items.computeIfAbsent(text, _ -> new ArrayList<>()).add(leaf.id()));
      }
    }
    return items.entrySet().stream().map(one -> finding(one.getValue(), one.getKey()));
  }

  private static Finding finding(List<ItemId> items, String text) {
    int more = items.size() - MOST_NAMED;
    String named =
        items.stream().limit(MOST_NAMED).map(ItemId::toString).collect(Collectors.joining(", "));
    return Finding.warning(
        more > 0 ? named + " and " + more + " more" : named,
        "kept as adopted, though not as wanted: " + text,
        "kprov up --reissue NAME issues it as the playbook wants");
  }
}
