package dev.kprov.plan;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What was decided so far; every item stands after those that it is made from. */
final class Decisions {

  static final String SEE_STORE = "mend first what is blocked in the store";

  private final World world;
  private final Demand demand;
  private final Optional<String> ahead;
  private final Ends ends;
  private final Map<ItemId, Decision> made = new LinkedHashMap<>();

  /**
   * @param ahead a host that is ahead of the store: what an old store issued now, its newest copy
   *     would not know, and once that is restored the hosts would be ahead for good
   */
  Decisions(World world, Demand demand, Optional<String> ahead) {
    this.world = world;
    this.demand = demand;
    this.ahead = ahead;
    this.ends = new Ends(world, this::of);
  }

  void add(Item item, Decision decision) {
    made.put(item.id(), decision);
  }

  Decision of(ItemId id) {
    return Objects.requireNonNull(made.get(id), id::key);
  }

  Stream<Decision> all() {
    return made.values().stream();
  }

  /** Makes an item, if its parts can be had now and somebody in this run needs it. */
  Decision make(Item item, List<String> reasons, boolean newKey) {
    Optional<Decision.Wait> hindrance = hindrance(item);
    if (hindrance.isPresent()) {
      return orKeep(item, hindrance.get(), hindrance.get().cause());
    }
    return demand.includes(item)
        ? new Decision.Make(new Change.Issue(item, reasons, newKey, ends.of(item)))
        : notInThisRun(item);
  }

  /** Keeps what is held, with the ledger line that it may lack. */
  Decision keep(Item item) {
    return world.store().recorded(item)
        ? new Decision.Keep()
        : new Decision.Recover(new Change.Recover(item));
  }

  /** Why an item cannot be made now. */
  private Optional<Decision.Wait> hindrance(Item item) {
    return ahead
        .map(host ->
            new Decision.Wait(
                "the store is older than " + host, "restore the newest copy of the store"))
        .or(() -> want(item));
  }

  /** What an item is made from and cannot be had. */
  private Optional<Decision.Wait> want(Item item) {
    boolean signed = !(item instanceof Item.Kubeconfig || item instanceof Item.Chain);
    return item.parts().stream()
        .flatMap(part -> lack(part).or(() -> signed ? untimely(part) : Optional.empty()).stream())
        .findFirst();
  }

  private Optional<Decision.Wait> lack(ItemId part) {
    return switch (of(part)) {
      case Decision.Make _, Decision.Keep _, Decision.Recover _ -> Optional.empty();
      case Decision.Wait wait -> Optional.of(wait);
      case Decision.Await(var blocked) ->
          Optional.of(new Decision.Wait(needs(blocked), blocked.remedy()));
      case Decision.Bar bar ->
          bar.usable()
              ? Optional.empty()
              : Optional.of(new Decision.Wait("needs " + part, SEE_STORE));
    };
  }

  /** Why what is made from something that waits must wait too. */
  static String needs(Change.Blocked waiting) {
    return "needs " + waiting.subject() + ", which " + waiting.cause();
  }

  /** An authority signs nothing outside its own lifetime. */
  private Optional<Decision.Wait> untimely(ItemId authority) {
    return of(authority) instanceof Decision.Make
        ? Optional.empty()
        : world.store().of(authority).lineage().certificates().stream()
            .flatMap(ca -> untimely(named(authority, ca), ca).stream())
            .findFirst();
  }

  /** An authority, or one above it. */
  private String named(ItemId authority, CertificateInfo ca) {
    boolean own = world.store().of(authority).certificate().equals(Optional.of(ca));
    return own ? authority + ", which" : authority + ", above which " + ca.subject().shortName();
  }

  private Optional<Decision.Wait> untimely(String named, CertificateInfo ca) {
    if (Lifetime.expired(ca, world.now())) {
      return Optional.of(
          new Decision.Wait(
              "needs " + named + " expired " + Lifetime.day(ca.notAfter()), Expiries.REPLACE));
    }
    return world.now().isBefore(ca.notBefore())
        ? Optional.of(
            new Decision.Wait(
                "needs " + named + " is not valid before " + ca.notBefore(),
                "set the clock of this machine"))
        : Optional.empty();
  }

  private Decision notInThisRun(Item item) {
    if (demand.isLeftToOthers(item)) {
      return notNeeded(
          item,
          "others keep it on its hosts by now",
          "renew it there; kprov puts it only where nothing is");
    }
    return item.id()
        .host()
        .map(host ->
            notNeeded(
                item,
                "nothing is issued for " + host + " in this run",
                "run again for that host too"))
        .orElseGet(() -> notNeeded(item, "no host of this run may get it", "run without a limit"));
  }

  private Decision notNeeded(Item item, String why, String remedy) {
    return orKeep(item, new Decision.Wait("needs " + item.id() + ", and " + why, remedy), why);
  }

  /**
   * What is held stays in use where it cannot be made again. What somebody asked for and does not
   * get is told; what fell due by itself can wait.
   */
  private Decision orKeep(Item item, Decision.Wait wait, String why) {
    Holding held = world.store().of(item.id());
    if (!held.complete(item)) {
      return wait;
    }
    return world.wishes().includes(item)
        ? new Decision.Bar(
            new Change.Blocked(
                item.id().toString(), "not issued anew as asked: " + why, wait.remedy()),
            true)
        : keep(item);
  }
}
