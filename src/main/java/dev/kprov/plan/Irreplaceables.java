package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.Ledger;
import dev.kprov.state.Content;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Decides for the items whose loss or change ends a cluster: authorities, key pairs and encryption
 * keys. One is made only when it is certain that none existed; one that exists is never changed.
 */
final class Irreplaceables {

  private static final int MOST_NAMED = 5;

  private static final String WAYS_ON =
      "restore the store from a backup, or fill it from the hosts with kprov adopt; only if this is"
          + " a new cluster and nothing of the old one is needed, run with --assume-new-cluster";
  private static final String WAYS_ON_UNSEEN =
      "bring the host back, or take it out of the inventory; only if this is a new cluster, run"
          + " with --assume-new-cluster";

  private final World world;
  private final Placements placements;
  private final Continuity continuity;
  private final Decisions decisions;
  private final Ledger ledger;

  Irreplaceables(World world, Placements placements, Continuity continuity, Decisions decisions) {
    this.world = world;
    this.placements = placements;
    this.continuity = continuity;
    this.decisions = decisions;
    this.ledger = world.store().ledger();
  }

  Decision decide(Item item) {
    Holding held = world.store().of(item.id());
    if (!held.damage().isEmpty()) {
      return bar(item, String.join("; ", held.damage()), restore(held.damaged(item)));
    }
    if (held.nothing()) {
      return held.requested() ? keyLost(item) : notHeld(item);
    }
    List<StorePath> missing =
        item.files().keySet().stream().filter(file -> !held.files().containsKey(file)).toList();
    return missing.isEmpty() ? held(item, held) : partlyHeld(item, held, missing);
  }

  /** Nothing is there: was there ever? */
  private Decision notHeld(Item item) {
    if (!ledger.recorded(item.id())) {
      return objection(item).orElseGet(() -> make(item, "never issued", true));
    }
    return world.assumeNewCluster()
        ? make(item, "lost, and a new cluster is assumed", true)
        : bar(item, "the ledger says that it was issued, but the store has lost it", WAYS_ON);
  }

  /** Somebody was asked to sign a certificate over a key that is not there any more. */
  private Decision keyLost(Item item) {
    List<StorePath> key = item.files().keySet().stream().limit(1).toList();
    return bar(
        item,
        "its request lies in the store, but " + key.getFirst() + " is missing",
        restore(key) + ", or remove the request");
  }

  /** Some files are there: a crash between two writes, or a loss. */
  private Decision partlyHeld(Item item, Holding held, List<StorePath> missing) {
    String lost =
        missing.stream().map(StorePath::text).collect(Collectors.joining(", "))
            + (missing.size() == 1 ? " is" : " are")
            + " missing from the store";
    if (held.key().isEmpty()) {
      return bar(
          item,
          lost,
          restore(missing)
              + "; only if this is a new cluster, remove what is left of it from the store and run"
              + " with --assume-new-cluster");
    }
    if (item instanceof Item.Authority && ledger.recorded(item.id()) && !world.assumeNewCluster()) {
      return bar(item, lost, restore(missing));
    }
    if (item instanceof Item.Authority ca && held.requested()) {
      return objection(item).orElseGet(() -> awaited(ca));
    }
    return objection(item).orElseGet(() -> make(item, lost, false));
  }

  /** The key is there, and somebody else is to sign it. */
  private static Decision awaited(Item.Authority ca) {
    return new Decision.Await(
        new Change.Blocked(
            ca.id().toString(),
            "waits for signature",
            "have "
                + ca.requestFile()
                + " of the store signed as a CA, then run kprov ca accept INVENTORY "
                + ca.id().name()
                + " --cert FILE"));
  }

  private Decision held(Item item, Holding held) {
    if (held.mismatched()) {
      return mismatched(item, held);
    }
    if (item instanceof Item.Authority ca && !isAuthority(ca, held)) {
      return bar(
          item,
          ca.certFile()
              + " is not the certificate of a "
              + (ca.issuer().isPresent() ? "CA" : "self-signed CA"),
          restore(List.of(ca.certFile())));
    }
    return objection(item).orElseGet(() -> trusted(item, held));
  }

  /** The ledger knows which of the two is the true one, if either is. */
  private Decision mismatched(Item item, Holding held) {
    Map<FileKind, StorePath> files = new EnumMap<>(FileKind.class);
    item.files().forEach((path, kind) -> files.put(kind, path));
    StorePath key = Objects.requireNonNull(files.get(FileKind.PRIVATE_KEY));
    StorePath certificate = Objects.requireNonNull(files.get(FileKind.CERTIFICATE));
    boolean trueKey = held.key().filter(k -> ledger.recorded(item.id(), k.publicKey())).isPresent();
    boolean trueCertificate =
        held.certificate().filter(c -> ledger.recorded(item.id(), c.publicKey())).isPresent();
    String cause = key + " is not the key of " + certificate;
    if (trueKey == trueCertificate) {
      return bar(item, cause, "restore both from one backup of the store");
    }
    StorePath strange = trueKey ? certificate : key;
    return bar(
        item,
        cause + "; by the ledger, " + strange + " is the wrong one",
        restore(List.of(strange)));
  }

  /** Where the true files are to be had: in a backup, or on a host that was given them. */
  private String restore(Collection<StorePath> files) {
    String from =
        files.stream().flatMap(file -> copy(file).stream()).collect(Collectors.joining(", "));
    return "restore "
        + (files.size() == 1 ? "it" : "them")
        + " from a backup of the store"
        + (from.isEmpty() ? "" : ", or copy it from " + from);
  }

  private Optional<String> copy(StorePath file) {
    return placements.of(file).stream()
        .filter(placed -> world.holds(placed.host(), placed.file().path()))
        .filter(placed -> continuity.barred(placed.host()).isEmpty())
        .findFirst()
        .map(placed ->
            placed.host().name()
                + " ("
                + Paths.shown(world, placed.host(), placed.file().path())
                + ")");
  }

  /** Where nothing above an authority is known, it must be its own root. */
  private static boolean isAuthority(Item.Authority item, Holding held) {
    return held.certificate()
        .filter(CertificateInfo::authority)
        .filter(own -> own.selfSigned() || item.issuer().isPresent() || !held.above().isEmpty())
        .isPresent();
  }

  /** What is held is the true one. */
  private Decision trusted(Item item, Holding held) {
    List<String> deviations = deviations(item, held);
    if (!deviations.isEmpty()) {
      return new Decision.Bar(
          new Change.Blocked(
              item.id().toString(),
              "the store's differs from the playbook (" + String.join("; ", deviations) + ")",
              remedy(item)),
          true);
    }
    if (issuerChanged(item, held)) {
      return make(item, "issuer changed", false);
    }
    return world.wishes().includes(item)
        ? make(item, world.wishes().reason(), false)
        : decisions.keep(item);
  }

  private static String remedy(Item item) {
    String rotation = "change the playbook back: to replace what a cluster runs on is a rotation";
    return item instanceof Item.Authority
        ? rotation + "; a CA that others made is taken as it is by kprov ca import"
        : rotation;
  }

  /**
   * An authority that another signs stays what it is: all that hosts trust it for hangs on it. Only
   * who vouches for a new cluster has it signed anew.
   */
  private List<String> deviations(Item item, Holding held) {
    List<String> deviations = new ArrayList<>(Deviations.of(item, held, world.store()));
    if (item instanceof Item.Authority ca && !world.assumeNewCluster() && issuerChanged(ca, held)) {
      deviations.add(
          held.certificate()
                  .filter(CertificateInfo::selfSigned)
                  .map(_ -> "signed by its own key")
                  .orElse("signed by another CA")
              + ", not by "
              + ca.issuer().orElseThrow());
    }
    return deviations;
  }

  /** The certificate over a key pair follows its authority; the key stays. */
  private boolean issuerChanged(Item item, Holding held) {
    return item.parts().stream()
        .anyMatch(issuer ->
            decisions.of(issuer) instanceof Decision.Make
                || world
                    .store()
                    .of(issuer)
                    .certificate()
                    .filter(ca -> held.certificate().filter(own -> !own.signedBy(ca)).isPresent())
                    .isPresent());
  }

  /**
   * Why it is not certain that the store's view of an item is the true one. What a host holds says
   * more than that another could not be asked.
   */
  private Optional<Decision> objection(Item item) {
    if (world.assumeNewCluster() || world.store().keyRecorded(item)) {
      return Optional.empty();
    }
    List<Placements.Placed> places = placements.of(item);
    return places.stream()
        .flatMap(placed -> foreign(item, placed).stream())
        .findFirst()
        .or(() -> unseen(item, places));
  }

  private Optional<Decision> foreign(Item item, Placements.Placed placed) {
    Host host = placed.host();
    Optional<Content.Known> ours =
        Optional.ofNullable(world.store().of(item.id()).files().get(placed.file().source()));
    RemotePath path = placed.file().path();
    return world
        .seen(host)
        .flatMap(seen -> finding(seen.at(path), ours))
        .map(found ->
            bar(
                item,
                host.name() + " " + found.formatted(Paths.shown(world, host, path)),
                WAYS_ON));
  }

  private Optional<Decision> unseen(Item item, List<Placements.Placed> places) {
    List<String> hosts =
        places.stream()
            .map(Placements.Placed::host)
            .filter(host -> world.seen(host).isEmpty())
            .map(Host::name)
            .distinct()
            .toList();
    return hosts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            bar(
                item,
                named(hosts)
                    + " could not be looked at, so it is not certain that no such thing exists"
                    + " already",
                WAYS_ON_UNSEEN));
  }

  /** All of a few hosts, the first of many. */
  static String named(List<String> hosts) {
    int more = hosts.size() - MOST_NAMED;
    return String.join(", ", hosts.subList(0, Math.min(hosts.size(), MOST_NAMED)))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** What lies in the place of a file, if that is neither nothing nor ours. */
  private static Optional<String> finding(Fact fact, Optional<Content.Known> ours) {
    return switch (fact) {
      case Fact.Missing() -> Optional.empty();
      case Fact.RegularFile regular when regular.hash().isEmpty() ->
          Optional.of("holds %s, which cannot be read");
      case Fact.RegularFile regular ->
          regular.hash().equals(ours.map(Content.Known::hash))
              ? Optional.empty()
              : Optional.of("holds %s, which is not from this store");
      case Fact.Directory _, Fact.Symlink _, Fact.Special _ ->
          Optional.of("has something that is no file at %s");
      case Fact.Unreadable _ -> Optional.of("does not let kprov see %s");
    };
  }

  private Decision make(Item item, String reason, boolean newKey) {
    return tooDeep(item).orElseGet(() -> decisions.make(item, List.of(reason), newKey));
  }

  /** Whether those above may have it below them (RFC 5280 section 4.2.1.9). */
  private Optional<Decision> tooDeep(Item item) {
    if (!(item instanceof Item.Authority ca) || ca.issuer().isEmpty()) {
      return Optional.empty();
    }
    List<CertificateInfo> above = world.store().of(ca.issuer().get()).lineage().certificates();
    return IntStream.range(0, above.size())
        .filter(i -> above.get(i).pathLength().orElse(i + 1) <= i)
        .mapToObj(above::get)
        .findFirst()
        .map(narrow ->
            bar(
                ca,
                "the path length "
                    + narrow.pathLength().orElseThrow()
                    + " of "
                    + narrow.subject()
                    + " leaves no room for an authority below it",
                "let an authority sign it that is further up"));
  }

  private static Decision bar(Item item, String cause, String remedy) {
    return new Decision.Bar(new Change.Blocked(item.id().toString(), cause, remedy), false);
  }
}
