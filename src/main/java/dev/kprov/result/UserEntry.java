package dev.kprov.result;

import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.User;
import java.util.List;

/**
 * A user of the cluster, as the ledger knows them.
 *
 * @param user name and groups in the newest certificate
 * @param certificate the newest certificate
 * @param reason why that was issued
 * @param keepsKey whether the user keeps the private key, so that the store has none
 * @param older certificates issued before that have not ended: they open the cluster too
 */
public record UserEntry(
    User user,
    LedgerEntry.Signed certificate,
    String reason,
    boolean keepsKey,
    List<LedgerEntry.Signed> older) {

  public UserEntry {
    older = List.copyOf(older);
  }
}
