package dev.kprov.pki;

import java.util.Map;

/**
 * All that the store knew when it was read.
 *
 * @param holdings by item; an item that is missing here is one of which the store holds nothing
 * @param ledger what was ever issued
 */
public record StoreState(Map<ItemId, Holding> holdings, Ledger ledger) {

  public StoreState {
    holdings = Map.copyOf(holdings);
  }

  public Holding of(ItemId id) {
    return holdings.getOrDefault(id, Holding.NOTHING);
  }
}
