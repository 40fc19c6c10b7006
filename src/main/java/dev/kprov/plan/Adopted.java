package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Fact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger must have of a cluster that is adopted: a line of all that the store holds, no
 * host contradicts, and the ledger does not know; and of what hosts hold in its place, or of what
 * could not be taken, if an authority of the store signed it, so that the store is not thought to
 * be older than they are. Of an item that the ledger knew before there is no such line: there, that
 * thought is right.
 */
public final class Adopted {

  private final World world;
  private final Placements placements;
  private final Likeness likeness;
  private final Set<Sha256> certificates = new HashSet<>();
  private final Set<ItemId> items = new HashSet<>();
  private final List<LedgerEntry> entries = new ArrayList<>();

  private Adopted(World world) {
    this.world = world;
    this.placements = new Placements(world.desired());
    this.likeness = new Likeness(world);
  }

  /** The lines that the ledger lacks; none where there is nothing new. */
  public static List<LedgerEntry> entries(World world) {
    Adopted adopted = new Adopted(world);
    world.playbook().pki().items().forEach(adopted::held);
    Unrecorded unrecorded = new Unrecorded(world);
    for (Desired desired : world.desired().values()) {
      unrecorded.on(desired).forEach(adopted::seen);
    }
    return List.copyOf(adopted.entries);
  }

  private void held(Item item) {
    Holding held = world.store().of(item.id());
    Optional<Sha256> key =
        held.keyHash().or(() -> held.certificate().map(CertificateInfo::publicKey));
    if (key.isPresent() && isSound(item, held) && lacks(item, key.get(), held)) {
      items.add(item.id());
      add(item.id(), key.get(), held.certificate());
    }
  }

  /** Whether what is held is worth a line: a key alone that is to have a certificate is none. */
  private boolean isSound(Item item, Holding held) {
    boolean bare = item instanceof Item.KeyPair || item instanceof Item.Encryption;
    boolean signed = held.certificate().map(own -> own.signer().isPresent()).orElse(bare);
    return signed && held.damage().isEmpty() && !held.mismatched() && !contradicted(item);
  }

  private boolean lacks(Item item, Sha256 key, Holding held) {
    Ledger ledger = world.store().ledger();
    return !ledger.recorded(item.id(), key)
        || held.certificate().filter(own -> !ledger.issued(own.fingerprint())).isPresent();
  }

  /** Whether a host holds another one of what cannot be replaced. */
  private boolean contradicted(Item item) {
    return item.irreplaceable() && placements.of(item).stream().anyMatch(this::differs);
  }

  private boolean differs(Placements.Placed placed) {
    return likeness
        .ours(placed.file().source())
        .flatMap(own ->
            world
                .seen(placed.host())
                .map(seen -> seen.at(placed.file().path()))
                .filter(Fact.RegularFile.class::isInstance)
                .flatMap(fact -> ((Fact.RegularFile) fact).hash())
                .filter(hash -> !likeness.there(placed, hash).equals(own)))
        .isPresent();
  }

  private void seen(Unrecorded.Seen seen) {
    Item item = world.playbook().pki().item(seen.file().source());
    ItemId id = item instanceof Item.Kubeconfig kubeconfig ? kubeconfig.certificate() : item.id();
    if (items.contains(id) || !world.store().ledger().recorded(id)) {
      add(id, seen.certificate().publicKey(), Optional.of(seen.certificate()));
    }
  }

  private void add(ItemId item, Sha256 key, Optional<CertificateInfo> certificate) {
    if (certificate.map(one -> certificates.add(one.fingerprint())).orElse(true)) {
      entries.add(
          new LedgerEntry(
              world.now(),
              item.key(),
              LedgerEntry.ADOPTED,
              key,
              certificate.map(LedgerEntry.Signed::of)));
    }
  }
}
