package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lineage;
import dev.kprov.pki.Reissue;
import java.util.List;

/**
 * Decides for the items that can be made again from what they depend on: certificates, chains and
 * kubeconfigs.
 */
final class Replaceables {

  private final World world;
  private final Decisions decisions;

  Replaceables(World world, Decisions decisions) {
    this.world = world;
    this.decisions = decisions;
  }

  Decision decide(Item.Certificate item) {
    Holding held = world.store().of(item.id());
    Reissue due = Reissue.of(item, held, issuers(item), world.store().ledger(), world.now());
    Wishes wishes = world.wishes();
    Reissue reissue =
        wishes.includes(item) ? due.asked(wishes.reason(), held, wishes.newKeys()) : due;
    return reissue.needed()
        ? decisions.make(item, reissue.reasons(), reissue.newKey())
        : decisions.keep(item);
  }

  /** An issuer that is not itself made anew, and those above it. */
  private Lineage issuers(Item.Certificate item) {
    return decisions.of(item.issuer()) instanceof Decision.Make
        ? Lineage.UNKNOWN
        : world.store().of(item.issuer()).lineage();
  }

  /**
   * What has nothing of its own is good as long as it is what its parts make.
   *
   * @param file its only file
   */
  Decision derived(Item item, StorePath file) {
    Holding held = world.store().of(item.id());
    for (ItemId part : item.parts()) {
      if (decisions.of(part) instanceof Decision.Make) {
        String reason = held.nothing() ? "never issued" : part + " is issued anew";
        return decisions.make(item, List.of(reason), false);
      }
    }
    if (held.nothing()) {
      return decisions.make(item, List.of("missing from the store"), false);
    }
    return held.isCurrent(file)
        ? decisions.keep(item)
        : decisions.make(
            item, List.of("its text is not what playbook and certificates say"), false);
  }
}
