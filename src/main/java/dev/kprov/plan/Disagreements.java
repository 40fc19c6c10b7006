package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.state.Fact;
import dev.kprov.state.FileKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where hosts hold different ones of what must be the same on all, or others than the store: an
 * authority, a key pair, an encryption key. Such a cluster works now and then, by which host
 * answers (kubernetes issues 25063, 35849, 110035), so that this is worth more than that a file
 * differs. Certificates are compared by public key, so that one that was renewed is the same;
 * anything else by its content. What cannot be read, or is no certificate, says nothing.
 */
public final class Disagreements {

  private final World world;
  private final Placements placements;
  private final boolean withStore;

  private Disagreements(World world, Placements placements, boolean withStore) {
    this.world = world;
    this.placements = placements;
    this.withStore = withStore;
  }

  /** One of several that should be one: a public key, or the hash of a content. */
  private record Version(String what, Sha256 hash) {
    @Override
    public String toString() {
      return what + " " + hash.shortHex();
    }
  }

  /** Who holds which, of one file; who holds the right one comes first. */
  private record Split(
      StorePath file, Optional<Version> stores, Map<Version, Set<String>> holders) {

    Set<String> holders(Version version) {
      return holders.getOrDefault(version, Set.of());
    }

    boolean matters() {
      return holders.size() > 1 || holders.keySet().stream().anyMatch(one -> !isStores(one));
    }

    /** Whether it is the one of the store, or nothing is known of that. */
    boolean isStores(Version version) {
      return stores.isEmpty() || stores.get().equals(version);
    }

    /** What the others should hold: the store's, or what more hosts hold than any other. */
    Optional<Version> right() {
      if (stores.isPresent()) {
        return stores;
      }
      int most = holders.values().stream().mapToInt(Set::size).max().orElse(0);
      List<Version> largest =
          holders.keySet().stream().filter(one -> holders(one).size() == most).toList();
      return largest.size() == 1 ? Optional.of(largest.getFirst()) : Optional.empty();
    }

    /** Who does not hold the right one; all, where nobody can say which that is. */
    Set<String> deviants() {
      Optional<Version> right = right();
      return holders.entrySet().stream()
          .filter(entry -> right.filter(entry.getKey()::equals).isEmpty())
          .flatMap(entry -> entry.getValue().stream())
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  /** An error for each item of which hosts hold another than the store or each other. */
  static List<Finding> of(World world, Placements placements) {
    return new Disagreements(world, placements, true).findings();
  }

  /**
   * What a run has mended of it, as warnings: what was made with the wrong ones is worth nothing.
   *
   * @param last of the plan that was made afterwards
   */
  public static List<Finding> mended(World before, List<Finding> last) {
    return of(before, new Placements(before.desired())).stream()
        .filter(found -> last.stream().noneMatch(one -> one.subject().equals(found.subject())))
        .map(found ->
            new Finding(
                Severity.WARNING,
                found.subject(),
                "before this run, " + found.message(),
                found.hint()))
        .toList();
  }

  /** The same among hosts alone: that none holds what the store has is told already. */
  static List<Finding> amongHosts(World world, Placements placements) {
    return new Disagreements(world, placements, false).findings();
  }

  private List<Finding> findings() {
    return world.assumeNewCluster()
        ? List.of()
        : world.playbook().pki().items().stream()
            .filter(Item::irreplaceable)
            .flatMap(item -> finding(item).stream())
            .toList();
  }

  private Optional<Finding> finding(Item item) {
    Set<String> told = new LinkedHashSet<>();
    List<Split> splits = new ArrayList<>();
    for (StorePath file : certificatesFirst(item)) {
      Split split = split(item, file);
      if (split.matters() && told.addAll(split.deviants())) {
        splits.add(split);
      }
    }
    return splits.isEmpty() ? Optional.empty() : Optional.of(finding(item, told, splits));
  }

  /** Their keys say more than that the contents of files differ. */
  private static List<StorePath> certificatesFirst(Item item) {
    return item.files().entrySet().stream()
        .sorted(Comparator.comparing(file -> file.getValue() != FileKind.CERTIFICATE))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Split split(Item item, StorePath file) {
    Optional<Version> stores = withStore ? stores(item, file) : Optional.empty();
    Map<Version, Set<String>> holders = new LinkedHashMap<>();
    stores.ifPresent(version -> holders.put(version, new LinkedHashSet<>()));
    for (Placements.Placed placed : placements.of(file)) {
      if (!placed.file().handedOver() && !isRetired(placed.host())) {
        version(placed, stores)
            .ifPresent(version ->
                holders
                    .computeIfAbsent(version, _ -> new LinkedHashSet<>())
                    .add(placed.host().name()));
      }
    }
    holders.values().removeIf(Set::isEmpty);
    return new Split(file, stores, holders);
  }

  private boolean isRetired(Host host) {
    return world.store().ledger().retired(host.name()).isPresent();
  }

  private Optional<Version> stores(Item item, StorePath file) {
    return item.files().get(file) == FileKind.CERTIFICATE
        ? world.store().of(item.id()).certificate().map(Disagreements::version)
        : world.store().of(item.id()).hash(file).map(Disagreements::version);
  }

  private Optional<Version> version(Placements.Placed placed, Optional<Version> stores) {
    if (placed.file().kind() == FileKind.CERTIFICATE) {
      List<Version> there =
          world.sighting(placed.host(), placed.file().path()).certificates().stream()
              .map(Disagreements::version)
              .toList();
      return stores.filter(there::contains).or(() -> there.stream().findFirst());
    }
    return world
        .seen(placed.host())
        .map(seen -> seen.at(placed.file().path()))
        .flatMap(
            fact -> fact instanceof Fact.RegularFile regular ? regular.hash() : Optional.empty())
        .map(Disagreements::version);
  }

  private static Version version(CertificateInfo certificate) {
    return new Version("key", certificate.publicKey());
  }

  private static Version version(Sha256 content) {
    return new Version("sha256", content);
  }

  private Finding finding(Item item, Set<String> deviants, List<Split> splits) {
    boolean held = splits.stream().anyMatch(split -> split.stores().isPresent());
    boolean known = splits.stream().allMatch(split -> split.right().isPresent());
    return Finding.error(
        item.id().toString(),
        splits.stream().map(Disagreements::told).collect(Collectors.joining("; "))
            + ": "
            + effect(
                item,
                known ? named(deviants) : "one of them",
                held ? "where the store's is" : "by the others"),
        held
            ? "this is no ordinary drift: before kprov up replaces it, find out who put it there"
                + keeping(item)
            : "find out which of them the cluster runs with, and let the store hold that one;"
                + " then run kprov up");
  }

  private static String keeping(Item item) {
    return item instanceof Item.Encryption
        ? ", and keep a copy: what was written with it is read with it alone"
        : "";
  }

  private static String told(Split split) {
    boolean held = split.stores().isPresent();
    Optional<Version> right = split.right();
    List<String> parts = new ArrayList<>();
    right
        .filter(split.holders()::containsKey)
        .ifPresent(version -> parts.add(told(split, version, held ? "the store's " : "one ", "")));
    split.holders().keySet().stream()
        .filter(version -> right.filter(version::equals).isEmpty())
        .forEach(version ->
            parts.add(
                parts.isEmpty()
                    ? told(
                        split, version, held ? "another " : "one ", held ? " than the store's" : "")
                    : named(split.holders(version)) + " another (" + version + ")"));
    return String.join(", ", parts);
  }

  private static String told(Split split, Version version, String which, String than) {
    Set<String> hosts = split.holders(version);
    return named(hosts)
        + (hosts.size() == 1 ? " holds " : " hold ")
        + which
        + split.file()
        + than
        + " ("
        + version
        + ")";
  }

  private static String named(Collection<String> hosts) {
    return Irreplaceables.named(List.copyOf(hosts));
  }

  /** What comes of it, and where. */
  private static String effect(Item item, String deviants, String where) {
    return switch (item) {
      case Item.Authority _ ->
          "certificates signed or trusted by " + deviants + " are refused " + where;
      case Item.KeyPair _ -> "tokens signed by " + deviants + " are refused " + where;
      case Item.Encryption _ -> "what " + deviants + " encrypted in etcd cannot be read " + where;
      case Item.Chain _, Item.Certificate _, Item.Kubeconfig _ ->
          throw new IllegalArgumentException(item.id() + " can be replaced");
    };
  }
}
