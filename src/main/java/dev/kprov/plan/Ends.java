package dev.kprov.plan;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** When the certificates will end that a plan issues: none after those above it. */
final class Ends {

  private final World world;
  private final Function<ItemId, Decision> decisions;

  /**
   * @param decisions on all that an item is made from
   */
  Ends(World world, Function<ItemId, Decision> decisions) {
    this.world = world;
    this.decisions = decisions;
  }

  /** The end of an item's next certificate, with that of the one that is held. */
  Optional<Change.Issue.Expiry> of(Item item) {
    Optional<Instant> from =
        world.store().of(item.id()).certificate().map(CertificateInfo::notAfter);
    return next(item).map(to -> new Change.Issue.Expiry(from, to));
  }

  private Optional<Instant> next(Item item) {
    return switch (item) {
      case Item.Authority ca -> Optional.of(end(ca.validity(), ca.issuer()));
      case Item.Certificate leaf -> Optional.of(end(leaf.validity(), Optional.of(leaf.issuer())));
      case Item.KeyPair pair ->
          pair.certificate().map(over -> end(over.validity(), Optional.of(over.issuer())));
      case Item.Chain _, Item.Kubeconfig _, Item.Encryption _ -> Optional.empty();
    };
  }

  private Instant end(Duration validity, Optional<ItemId> issuer) {
    Instant above = issuer.flatMap(this::above).orElse(Instant.MAX);
    return Lifetime.end(world.now(), validity, above).truncatedTo(ChronoUnit.SECONDS);
  }

  /** The end of an authority and those above it: the store's, unless the plan issues it too. */
  private Optional<Instant> above(ItemId authority) {
    Holding held = world.store().of(authority);
    return decisions.apply(authority) instanceof Decision.Make(Change.Issue issue)
        ? issue.expiry().map(Change.Issue.Expiry::to)
        : Optional.of(held.lineage().end());
  }
}
