package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.playbook.Desired;
import dev.kprov.state.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether hosts and store belong to the same cluster. Authorities are compared by public key. A
 * host of another cluster, or one that is ahead of this store, is left alone.
 *
 * @param barred why a host is left alone, by host name
 * @param refusal why the whole run is refused: hosts have authorities, and none is the store's
 */
record Continuity(Map<String, Change.Blocked> barred, Optional<Change.Blocked> refusal) {

  static Continuity of(World world, Map<Host, Desired> desired) {
    if (world.assumeNewCluster()) {
      return new Continuity(Map.of(), Optional.empty());
    }
    Map<String, Change.Blocked> barred = new LinkedHashMap<>();
    List<String> foreign = new ArrayList<>();
    Set<Sha256> ours = new HashSet<>();
    Map<StorePath, Item> byFile = world.playbook().pki().byFile();
    desired.forEach((host, wanted) -> {
      for (Resource.File file : wanted.files()) {
        Item item = byFile.get(file.source());
        if (item instanceof Item.Authority ca && file.source().equals(ca.certFile())) {
          Optional<Boolean> own = ownAuthority(world, host, file, ca);
          own.filter(yes -> yes)
              .flatMap(_ -> held(world, ca))
              .ifPresent(c -> ours.add(c.publicKey()));
          if (own.equals(Optional.of(false))) {
            foreign.add(host.name());
            barred.putIfAbsent(host.name(), otherAuthority(world, host, file, ca));
          }
        }
        unknownToLedger(world, host, file)
            .ifPresent(blocked -> barred.putIfAbsent(host.name(), blocked));
      }
    });
    return new Continuity(
        barred,
        foreign.isEmpty() || !ours.isEmpty() ? Optional.empty() : Optional.of(refused(foreign)));
  }

  /** Whether the authority on a host is the store's; empty where one of them is not there. */
  private static Optional<Boolean> ownAuthority(
      World world, Host host, Resource.File file, Item.Authority ca) {
    Optional<CertificateInfo> there = world.sighting(host, file.path()).leaf();
    return held(world, ca)
        .flatMap(ours -> there.map(theirs -> theirs.publicKey().equals(ours.publicKey())));
  }

  private static Optional<CertificateInfo> held(World world, Item item) {
    return world.store().of(item.id()).certificate();
  }

  private static Change.Blocked otherAuthority(
      World world, Host host, Resource.File file, Item.Authority ca) {
    CertificateInfo theirs = world.sighting(host, file.path()).leaf().orElseThrow();
    return new Change.Blocked(
        Paths.shown(world, host, file.path()),
        "it holds another authority than the store's "
            + ca.id().name()
            + " (key "
            + theirs.publicKey().shortHex()
            + ", "
            + theirs.subject()
            + "), so the host belongs to another cluster",
        "if the host shall join this cluster, remove that file and what came with it; else mend"
            + " the inventory");
  }

  private static Optional<Change.Blocked> unknownToLedger(
      World world, Host host, Resource.File file) {
    return world.sighting(host, file.path()).certificates().stream()
        .filter(certificate -> !certificate.authority() && signedHere(world, certificate))
        .filter(certificate -> !world.store().ledger().issued(certificate.fingerprint()))
        .filter(certificate -> !inStore(world, certificate))
        .findFirst()
        .map(certificate ->
            new Change.Blocked(
                Paths.shown(world, host, file.path()),
                "its certificate (serial "
                    + certificate.serial().toString(16)
                    + ") was signed by the store's authority but is not in the store's ledger,"
                    + " so the store is older than the host",
                "restore the newest copy of the store"));
  }

  private static boolean signedHere(World world, CertificateInfo certificate) {
    return world.playbook().pki().items().stream()
        .filter(Item.Authority.class::isInstance)
        .flatMap(ca -> held(world, ca).stream())
        .anyMatch(certificate::signedBy);
  }

  private static boolean inStore(World world, CertificateInfo certificate) {
    return world.store().holdings().values().stream()
        .flatMap(holding -> holding.certificate().stream())
        .anyMatch(ours -> ours.fingerprint().equals(certificate.fingerprint()));
  }

  private static Change.Blocked refused(List<String> hosts) {
    return new Change.Blocked(
        "store",
        "no host holds the store's authority, and "
            + String.join(", ", hosts)
            + (hosts.size() == 1 ? " holds" : " hold")
            + " another one: this is the store of another cluster",
        "name the right store with --store, or restore it from a backup; --assume-new-cluster"
            + " replaces what the hosts hold");
  }
}
