package dev.kprov.pki;

import dev.kprov.base.Sha256;
import java.util.List;

/**
 * The memory of all that was ever issued for a cluster, oldest first.
 *
 * @param entries the lines of the ledger
 */
public record Ledger(List<LedgerEntry> entries) {

  public Ledger {
    entries = List.copyOf(entries);
  }

  public boolean recorded(ItemId item) {
    return entries.stream().anyMatch(entry -> entry.item().equals(item.key()));
  }

  /** Whether a certificate of this fingerprint was ever issued. */
  public boolean issued(Sha256 fingerprint) {
    return entries.stream()
        .flatMap(entry -> entry.certificate().stream())
        .anyMatch(signed -> signed.fingerprint().equals(fingerprint));
  }
}
