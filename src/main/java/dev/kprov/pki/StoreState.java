package dev.kprov.pki;

import dev.kprov.base.Problem;
import java.util.List;
import java.util.Map;

/**
 * All that the store knew when it was read.
 *
 * @param holdings by item; an item that is missing here is one of which the store holds nothing
 * @param ledger what was ever issued
 * @param notes what is not as it should be with its files and keeps nobody from working
 */
public record StoreState(Map<ItemId, Holding> holdings, Ledger ledger, List<Problem> notes) {

  public StoreState {
    holdings = Map.copyOf(holdings);
    notes = List.copyOf(notes);
  }

  public Holding of(ItemId id) {
    return holdings.getOrDefault(id, Holding.NOTHING);
  }

  /** Whether the ledger has a line of the key that is held of an item. */
  public boolean keyRecorded(Item item) {
    return of(item.id()).keyHash().filter(key -> ledger.recorded(item.id(), key)).isPresent();
  }

  /** Whether others made what is held of an item. */
  public boolean madeByOthers(Item item) {
    return of(item.id()).keyHash().filter(key -> ledger.madeByOthers(item.id(), key)).isPresent();
  }

  /**
   * Whether the file of an authority holds its certificate alone, while those above it lie
   * elsewhere: those of other items in their own files, those of others beside.
   */
  public boolean standsAlone(Item.Authority ca) {
    return ca.issuer().isPresent()
        || of(ca.id()).keyHash().filter(key -> ledger.takenAlone(ca.id(), key)).isPresent();
  }

  /**
   * The certificates in the file of an item's own: it, and what follows. What is above an authority
   * that stands alone is in other files.
   */
  public List<CertificateInfo> inFile(Item item) {
    Holding held = of(item.id());
    return item instanceof Item.Authority ca && standsAlone(ca)
        ? held.certificate().stream().toList()
        : held.lineage().certificates();
  }

  /**
   * Whether the ledger has a line of what is held of an item; what has no key of its own needs
   * none.
   */
  public boolean recorded(Item item) {
    return switch (item) {
      case Item.Chain _, Item.Kubeconfig _ -> true;
      case Item.Authority _, Item.Certificate _, Item.KeyPair _, Item.Encryption _ ->
          keyRecorded(item)
              && of(item.id())
                  .certificate()
                  .map(CertificateInfo::fingerprint)
                  .map(ledger::issued)
                  .orElse(true);
    };
  }
}
