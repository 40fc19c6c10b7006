package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.StoreState;
import dev.kprov.plan.Expiries;
import java.nio.file.Path;
import java.time.Instant;

/** Whether an authority of the store may sign, outside a run that looks at the hosts. */
final class Signers {

  private static final String FROM_BACKUP = "restore it from a backup of the store";

  private Signers() {}

  /** Refuses where a certificate of this authority would be worth nothing, or cannot be made. */
  static void require(Item.Authority ca, StoreState state, Path store, Instant now)
      throws RunFailure {
    Holding held = state.of(ca.id());
    if (held.nothing()) {
      throw absent(ca.id(), store);
    }
    if (!held.damage().isEmpty()) {
      throw bad(held.damage().getFirst(), FROM_BACKUP);
    }
    if (held.key().isEmpty()) {
      throw bad(missing(ca, ca.keyFile().text(), store), FROM_BACKUP);
    }
    if (held.certificate().isEmpty() && held.requested()) {
      throw bad(
          ca.id() + " waits for signature",
          "have " + ca.requestFile() + " signed, then run kprov ca accept");
    }
    if (held.certificate().isEmpty()) {
      throw bad(missing(ca, ca.certFile().text(), store), FROM_BACKUP);
    }
    if (held.mismatched()) {
      throw bad("key and certificate of " + ca.id() + " do not belong together", FROM_BACKUP);
    }
    if (!state.recorded(ca)) {
      throw bad(
          "the store's ledger does not know " + ca.id(),
          "kprov up compares it with the hosts, and enters it");
    }
    requireTime(ca, held.certificate().get(), now);
  }

  /** Nothing of an item is there, which every command but {@code up} and {@code plan} needs. */
  static RunFailure absent(ItemId item, Path store) {
    return bad(
        item + " is not in the store " + store,
        "kprov up makes it; if the cluster exists already, name its store with --store");
  }

  private static void requireTime(Item.Authority ca, CertificateInfo held, Instant now)
      throws RunFailure {
    if (Lifetime.expired(held, now)) {
      throw bad(ca.id() + " expired " + Lifetime.day(held.notAfter()), Expiries.REPLACE);
    }
    if (now.isBefore(held.notBefore())) {
      throw bad(
          ca.id() + " is not valid before " + Lifetime.day(held.notBefore()),
          "look at the clock of this machine");
    }
  }

  private static String missing(Item.Authority ca, String file, Path store) {
    return ca.id() + " cannot sign: " + file + " is missing from the store " + store;
  }

  private static RunFailure bad(String message, String hint) {
    return new RunFailure(RunFailure.Kind.BAD_FILE, message, hint);
  }
}
