package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a saved plan holds fast of an item to be issued, beside what the playbook says of it.
 *
 * @param key SHA-256 of the public key that is kept; empty where a new one is made
 * @param notAfter when its certificate will end; empty where it gets none
 */
public record Pin(Optional<Sha256> key, Optional<Instant> notAfter) {

  /** The pins of all items that a plan issues, by {@link ItemId#key}. */
  public static Map<String, Pin> of(Plan plan, World world) {
    Ends ends = new Ends(world, plan);
    Map<String, Pin> pins = new LinkedHashMap<>();
    for (Change change : plan.local()) {
      if (change instanceof Change.Issue(Item item, var _, boolean newKey)) {
        Optional<Sha256> kept =
            world.store().of(item.id()).key().map(KeyInfo::publicKey).filter(_ -> !newKey);
        pins.put(item.id().key(), new Pin(kept, ends.of(item)));
      }
    }
    return pins;
  }

  /** When the certificates end that a plan issues: none after those above it. */
  private record Ends(World world, Plan plan) {

    Optional<Instant> of(Item item) {
      return switch (item) {
        case Item.Authority ca -> Optional.of(end(ca.validity(), ca.issuer().stream().toList()));
        case Item.Certificate leaf -> Optional.of(end(leaf.validity(), List.of(leaf.issuer())));
        case Item.KeyPair pair ->
            pair.certificate().map(over -> end(over.validity(), List.of(over.issuer())));
        case Item.Chain _, Item.Kubeconfig _, Item.Encryption _ -> Optional.empty();
      };
    }

    private Instant end(Duration validity, List<ItemId> issuers) {
      Instant wanted = world.now().plus(validity);
      return issuers.stream()
          .flatMap(issuer -> of(issuer).stream())
          .map(above -> Lifetime.end(world.now(), validity, above))
          .findFirst()
          .orElse(wanted);
    }

    /** The end of an authority: that of the store, unless the plan issues it too. */
    private Optional<Instant> of(ItemId authority) {
      Holding held = world.store().of(authority);
      boolean issued =
          plan.local().stream()
              .anyMatch(change ->
                  change instanceof Change.Issue issue && issue.item().id().equals(authority));
      return issued
          ? of(world.playbook().pki().item(authority))
          : held.certificate().map(info -> info.notAfter());
    }
  }
}
