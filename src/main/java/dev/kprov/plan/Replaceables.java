package dev.kprov.plan;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Reissue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides for the items that can be made again from what they depend on: certificates and
 * kubeconfigs. Nothing is issued for a host that was not reached or may not be changed.
 */
final class Replaceables {

  private final World world;
  private final Set<String> workable;
  private final Map<ItemId, Decision> decided;

  /**
   * @param workable names of the hosts that may be changed and were reached
   * @param decided the decisions so far; every item stands after those it depends on
   */
  Replaceables(World world, Set<String> workable, Map<ItemId, Decision> decided) {
    this.world = world;
    this.workable = workable;
    this.decided = decided;
  }

  Decision decide(Item.Certificate item) {
    Holding held = world.store().of(item.id());
    Decision issuer = of(item.issuer());
    if (!(issuer.stands() || issuer instanceof Decision.Make)) {
      return keepOr(item, held, waitFor(item.issuer()));
    }
    Reissue reissue =
        Reissue.of(
            item,
            held,
            issuer.stands() ? authority(item) : Optional.empty(),
            world.store().ledger().recorded(item.id()),
            world.now());
    if (!reissue.needed()) {
      return kept(item);
    }
    return makeIfWorkable(item, held, reissue.reasons(), reissue.newKey());
  }

  Decision decide(Item.Kubeconfig item) {
    Holding held = world.store().of(item.id());
    for (ItemId part : List.of(item.authority(), item.certificate())) {
      Decision decision = of(part);
      if (decision instanceof Decision.Make) {
        String reason = held.nothing() ? "never issued" : part + " is issued anew";
        return makeIfWorkable(item, held, List.of(reason), false);
      }
      if (!decision.stands()) {
        return keepOr(item, held, waitFor(part));
      }
    }
    if (held.nothing()) {
      return makeIfWorkable(item, held, List.of("never issued"), false);
    }
    boolean same =
        held.rendered()
            .flatMap(hash ->
                Optional.ofNullable(held.files().get(item.file()))
                    .map(file -> file.hash().equals(hash)))
            .orElse(false);
    return same
        ? new Decision.Keep()
        : makeIfWorkable(
            item, held, List.of("its text is not what playbook and certificates say"), false);
  }

  private Decision kept(Item.Certificate item) {
    return world.store().ledger().recorded(item.id())
        ? new Decision.Keep()
        : new Decision.Recover(new Change.Recover(item));
  }

  private Decision of(ItemId id) {
    return Objects.requireNonNull(decided.get(id));
  }

  private Optional<CertificateInfo> authority(Item.Certificate item) {
    return world.store().of(item.issuer()).certificate();
  }

  private Decision makeIfWorkable(Item item, Holding held, List<String> reasons, boolean newKey) {
    Optional<String> host = item.id().host();
    boolean can = host.map(workable::contains).orElse(!workable.isEmpty());
    if (can) {
      return new Decision.Make(new Change.Issue(item, reasons, newKey));
    }
    String cause =
        host.map(name -> name + " is not part of this run").orElse("no host could be reached");
    return keepOr(item, held, new Decision.Wait(cause, "run again when that has changed"));
  }

  private static Decision keepOr(Item item, Holding held, Decision.Wait wait) {
    return held.complete(item) ? new Decision.Keep() : wait;
  }

  private static Decision.Wait waitFor(ItemId part) {
    return new Decision.Wait("needs " + part, "see what is said of " + part);
  }
}
