package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Resource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether hosts and store belong to the same cluster. Authorities are compared by public key. A
 * host of another cluster, or one that is ahead of this store, is left alone.
 */
final class Continuity {

  private final World world;
  private final Map<StorePath, CertificateInfo> authorities = new HashMap<>();
  private final Unrecorded unrecorded;
  private final Map<String, Change.Blocked> foreign = new LinkedHashMap<>();
  private final Map<String, Change.Blocked> ahead = new LinkedHashMap<>();
  private final Set<String> ours = new HashSet<>();

  Continuity(World world, Placements placements) {
    this.world = world;
    for (Item item : world.playbook().pki().items()) {
      switch (item) {
        case Item.Authority ca -> add(ca.id(), ca.certFile());
        case Item.Chain chain -> add(chain.authority(), chain.file());
        case Item.Certificate _, Item.KeyPair _, Item.Kubeconfig _, Item.Encryption _ -> {}
      }
    }
    this.unrecorded = new Unrecorded(world);
    if (!world.assumeNewCluster()) {
      placements.desired().values().forEach(this::compare);
    }
  }

  private void add(ItemId authority, StorePath file) {
    world.store().of(authority).certificate().ifPresent(ca -> authorities.put(file, ca));
  }

  /** Why a host is left alone; empty where it is not. */
  Optional<Change.Blocked> barred(Host host) {
    return Optional.ofNullable(foreign.get(host.name()))
        .or(() -> Optional.ofNullable(ahead.get(host.name())));
  }

  /** A host that holds what this store does not remember. */
  Optional<String> ahead() {
    return ahead.keySet().stream().findFirst();
  }

  /** Why the whole run is refused: hosts have authorities, and none is the store's. */
  Optional<Change.Blocked> refusal() {
    return foreign.isEmpty() || !ours.isEmpty()
        ? Optional.empty()
        : Optional.of(refused(List.copyOf(foreign.keySet())));
  }

  private void compare(Desired desired) {
    Host host = desired.host();
    for (Resource.File file : desired.files()) {
      List<CertificateInfo> there = world.sighting(host, file.path()).certificates();
      CertificateInfo ca = authorities.get(file.source());
      if (ca != null && !there.isEmpty()) {
        compare(host, file, ca, there);
      }
    }
    unrecorded
        .on(desired)
        .findFirst()
        .ifPresent(one -> ahead.put(host.name(), ahead(host, one.file(), one.certificate())));
  }

  private void compare(
      Host host, Resource.File file, CertificateInfo ca, List<CertificateInfo> there) {
    if (there.stream().anyMatch(one -> one.publicKey().equals(ca.publicKey()))) {
      ours.add(host.name());
    } else {
      foreign.putIfAbsent(host.name(), otherAuthority(host, file, there.getFirst()));
    }
  }

  private Change.Blocked otherAuthority(Host host, Resource.File file, CertificateInfo theirs) {
    return new Change.Blocked(
        Paths.shown(world, host, file.path()),
        "it holds another authority than the store's "
            + file.source()
            + " (key "
            + theirs.publicKey().shortHex()
            + ", "
            + theirs.subject()
            + "), so the host belongs to another cluster",
        "if the host shall join this cluster, remove that file and what came with it; else mend"
            + " the inventory");
  }

  private Change.Blocked ahead(Host host, Resource.File file, CertificateInfo there) {
    return new Change.Blocked(
        Paths.shown(world, host, file.path()),
        "its certificate (serial "
            + there.serial().toString(16)
            + ") was signed by the store's authority but is not in the store's ledger, so the store"
            + " is older than the host",
        "restore the newest copy of the store");
  }

  private static Change.Blocked refused(List<String> hosts) {
    return new Change.Blocked(
        "store",
        "no host that was looked at holds the store's authority, and "
            + String.join(", ", hosts)
            + (hosts.size() == 1 ? " holds" : " hold")
            + " another one: this is the store of another cluster",
        "name the right store with --store, or restore it from a backup; --assume-new-cluster"
            + " replaces what the hosts hold");
  }
}
