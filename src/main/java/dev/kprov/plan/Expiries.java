package dev.kprov.plan;

import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Expiries that no run can push out by reissuing: those of authorities, and of what they can no
 * longer sign for longer. Bare keys are never among them.
 */
public final class Expiries {

  /** Replacing an authority takes a maintenance window: it is told of early. */
  private static final Duration NOTICE = Duration.ofDays(180);

  /** What an authority's end leaves to do; the key may stay, and with it all that it signed. */
  public static final String REPLACE =
      "renew the certificate of the authority over the same key, as docs/store.md says, and run"
          + " kprov up";

  private final StoreState store;
  private final Instant now;
  private final Map<ItemId, List<Item.Certificate>> bounded = new HashMap<>();

  private Expiries(StoreState store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /** At most one finding for each authority. */
  public static List<Finding> of(Pki pki, StoreState store, Instant now) {
    Expiries expiries = new Expiries(store, now);
    List<Item.Authority> authorities = new ArrayList<>();
    for (Item item : pki.items()) {
      switch (item) {
        case Item.Authority ca -> authorities.add(ca);
        case Item.Certificate leaf -> expiries.add(leaf);
        case Item.Chain _, Item.KeyPair _, Item.Kubeconfig _, Item.Encryption _ -> {}
      }
    }
    return authorities.stream().flatMap(ca -> expiries.finding(ca).stream()).toList();
  }

  private Optional<CertificateInfo> held(ItemId id) {
    return store.of(id).certificate();
  }

  private void add(Item.Certificate leaf) {
    Instant end = store.of(leaf.issuer()).lineage().end();
    held(leaf.id())
        .filter(held -> Lifetime.due(held, leaf.renewBefore(), now))
        .filter(held -> isBound(held, leaf, end))
        .ifPresent(_ -> bounded.computeIfAbsent(leaf.issuer(), _ -> new ArrayList<>()).add(leaf));
  }

  /** Whether it cannot be renewed for longer because its authority ends. */
  private boolean isBound(CertificateInfo held, Item.Certificate leaf, Instant end) {
    return !end.isAfter(held.notAfter()) && !now.plus(leaf.validity()).isBefore(end);
  }

  private Optional<Finding> finding(Item.Authority ca) {
    return held(ca.id()).flatMap(held -> finding(ca, held));
  }

  private Optional<Finding> finding(Item.Authority ca, CertificateInfo held) {
    String subject = ca.id().toString();
    String day = Lifetime.day(held.notAfter());
    if (Lifetime.expired(held, now)) {
      return Optional.of(
          Finding.error(
              subject,
              "expired " + day + ", and with it every certificate that it signed",
              "every client refuses this cluster now: " + REPLACE));
    }
    List<Item.Certificate> leaves = bounded.getOrDefault(ca.id(), List.of());
    if (!leaves.isEmpty()) {
      return Optional.of(
          Finding.warning(
              subject,
              "expires " + day + ", and the CA ends first: " + cannotBeRenewed(leaves),
              REPLACE));
    }
    return Duration.between(now, held.notAfter()).compareTo(NOTICE) < 0
        ? Optional.of(Finding.warning(subject, "expires " + day, "before that day, " + REPLACE))
        : Optional.empty();
  }

  private static String cannotBeRenewed(List<Item.Certificate> leaves) {
    int others = leaves.size() - 1;
    return leaves.getFirst().id()
        + (others == 0 ? "" : " and " + others + (others == 1 ? " other" : " others"))
        + " cannot be renewed beyond it";
  }
}
