package dev.kprov.run;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyInfo;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an authority of others must not be: another one than the cluster already has. */
final class AuthorityRules {

  private static final String ROTATION =
      "to replace what a cluster runs on is a rotation; for another cluster name its store with"
          + " --store";
  private static final String RESTORE = "restore it from a backup of the store";

  private AuthorityRules() {}

  /**
   * The authority that the operator means, which may go without a name where it is the only one.
   */
  static Item.Authority named(Pki pki, Optional<String> name) throws RunFailure {
    Item.Authority item =
        name.isPresent()
            ? UserTerms.named(pki, Item.Authority.class, name.get(), "NAME")
            : only(pki);
    if (item.issuer().isPresent()) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          item.id() + " is signed by " + item.issuer().get() + ", as the playbook wants it",
          "name that one, or leave out its issuer in a copy of the playbook");
    }
    return item;
  }

  private static Item.Authority only(Pki pki) throws RunFailure {
    List<Item.Authority> all =
        pki.items().stream()
            .filter(Item.Authority.class::isInstance)
            .map(Item.Authority.class::cast)
            .toList();
    if (all.size() != 1) {
      String names = all.stream().map(ca -> ca.id().name()).collect(Collectors.joining(", "));
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "the playbook has " + all.size() + " authorities: " + names,
          "name one of them after the inventory");
    }
    return all.getFirst();
  }

  /** Refuses a key where store or ledger have another one of that authority. */
  static void refuseAnother(Item.Authority item, StoreState state, Sha256 key) throws RunFailure {
    Holding held = state.of(item.id());
    Optional<Sha256> other =
        held.key()
            .map(KeyInfo::publicKey)
            .filter(own -> !own.equals(key))
            .or(() ->
                held.certificate().map(own -> own.publicKey()).filter(own -> !own.equals(key)));
    if (other.isPresent()) {
      throw bad(
          "the store has another " + item.id() + " already (key " + other.get().shortHex() + ")",
          ROTATION);
    }
    refuseUnrecorded(item.id(), state.ledger(), key);
  }

  /** Refuses a key with which an authority was never issued, where it was with another. */
  static void refuseUnrecorded(ItemId id, Ledger ledger, Sha256 key) throws RunFailure {
    if (ledger.recorded(id) && !ledger.recorded(id, key)) {
      throw bad("the ledger says that " + id + " was issued with another key", ROTATION);
    }
  }

  /** The key of the store that waits for somebody's signature, or has one and may get a newer. */
  static Sha256 keyToCertify(Item.Authority item, StoreReader reader, Unsealing unsealing)
      throws RunFailure {
    StoreState state = reader.state();
    Holding held = state.of(item.id());
    requireWhole(held);
    if (held.sealed() && held.certificate().isEmpty()) {
      unsealing.open(item.id(), reader);
    }
    Sha256 key =
        held.key()
            .or(() -> reader.key(item.id()).map(pair -> pair.info()))
            .map(KeyInfo::publicKey)
            .orElseThrow(() ->
                bad(
                    "the store has no key of " + item.id(),
                    "kprov ca csr makes one, and its request; kprov ca import takes a CA with its"
                        + " key"));
    refuseUnrecorded(item.id(), state.ledger(), key);
    return key;
  }

  /** Refuses what is damaged or does not belong together. */
  static void requireWhole(Holding held) throws RunFailure {
    if (!held.damage().isEmpty()) {
      throw bad(held.damage().getFirst(), RESTORE);
    }
    if (held.mismatched()) {
      throw bad("its key and certificate in the store do not belong together", RESTORE);
    }
  }

  /** Refuses a certificate for all that is wrong with it. */
  static void refuseIfAny(Path file, List<String> faults) throws RunFailure {
    if (!faults.isEmpty()) {
      throw new RunFailure(
          RunFailure.Kind.BAD_FILE,
          faults.stream().map(fault -> Problem.of(file + " " + fault)).toList());
    }
  }

  static RunFailure bad(String message, String hint) {
    return new RunFailure(RunFailure.Kind.BAD_FILE, message, hint);
  }
}
