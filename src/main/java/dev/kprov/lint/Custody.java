package dev.kprov.lint;

import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Usage;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which secret lies where, and whom one that was stolen would open. */
final class Custody {

  private static final String MASTERS = "system:masters";
  private static final int MOST_TOLD = 12;

  private Custody() {}

  static Stream<Spot> authorityKeys(Layout layout) {
    Set<String> control = layout.apiHosts();
    return layout
        .all(Item.Authority.class)
        .flatMap(ca -> keyOn(ca, among(layout.holders(ca), control), ""));
  }

  static Stream<Spot> misplacedSecrets(Layout layout) {
    Set<String> control = layout.apiHosts();
    if (control.isEmpty()) {
      return Stream.empty();
    }
    return layout.playbook().pki().items().stream()
        .filter(Item::irreplaceable)
        .flatMap(item ->
            keyOn(item, beyond(layout.holders(item), control), ", where no API server runs"));
  }

  private static Stream<Spot> keyOn(Item item, List<String> hosts, String addition) {
    return hosts.isEmpty()
        ? Stream.empty()
        : Stream.of(new Spot(item.id().toString(), "its key lies on " + told(hosts) + addition));
  }

  /** Whoever has so many hosts knows which they are. */
  private static String told(List<String> hosts) {
    List<String> shown = hosts.subList(0, hosts.size() > MOST_TOLD ? MOST_TOLD - 2 : hosts.size());
    int others = hosts.size() - shown.size();
    return String.join(", ", shown) + (others == 0 ? "" : " and " + others + " others");
  }

  private static List<String> among(Collection<String> hosts, Set<String> others) {
    return hosts.stream().filter(others::contains).toList();
  }

  private static List<String> beyond(Collection<String> hosts, Set<String> others) {
    return hosts.stream().filter(host -> !others.contains(host)).toList();
  }

  static Stream<Spot> masters(Layout layout) {
    return layout
        .all(Item.Certificate.class)
        .filter(leaf -> leaf.subject().values("O").contains(MASTERS))
        .flatMap(leaf -> keyOn(leaf, List.copyOf(layout.holders(leaf)), ""));
  }

  static Stream<Spot> sharedKeys(Layout layout) {
    return layout
        .all(Item.Certificate.class)
        .filter(leaf -> layout.holders(leaf).size() > 1)
        .flatMap(leaf -> keyOn(leaf, List.copyOf(layout.holders(leaf)), ""));
  }

  static Stream<Spot> apiCertificateOfEtcd(Layout layout) {
    return layout
        .ofEtcd()
        .filter(leaf -> !Layout.isNamedForEtcd(leaf))
        .map(leaf -> new Spot(leaf.id().toString(), "serves for the API and for etcd alike"));
  }

  static Stream<Spot> clientsOfEtcd(Layout layout) {
    Set<ItemId> own =
        Stream.concat(layout.ofEtcd(), layout.ofApi())
            .map(Item.Certificate::id)
            .collect(Collectors.toSet());
    return layout
        .ofEtcd()
        .map(Item.Certificate::issuer)
        .distinct()
        .flatMap(ca -> {
          long others =
              clients(layout, ca)
                  .filter(leaf -> !own.contains(leaf.id()) && !Layout.isNamedForEtcd(leaf))
                  .count();
          return others == 0
              ? Stream.empty()
              : Stream.of(
                  new Spot(
                      ca.toString(),
                      "signs for etcd, and for " + others + " others, whom etcd lets in"));
        });
  }

  private static Stream<Item.Certificate> clients(Layout layout, ItemId authority) {
    return layout
        .all(Item.Certificate.class)
        .filter(leaf -> leaf.issuer().equals(authority))
        .filter(leaf -> leaf.usages().contains(Usage.CLIENT));
  }

  static Stream<Spot> frontProxyAmongClients(Layout layout) {
    return layout
        .all(Item.Certificate.class)
        .filter(Custody::isFrontProxy)
        .map(Item.Certificate::issuer)
        .distinct()
        .filter(ca -> clients(layout, ca).anyMatch(leaf -> !isFrontProxy(leaf)))
        .map(ca -> new Spot(ca.toString(), "signs for the front proxy and for other clients"));
  }

  static Stream<Spot> noFrontProxy(Layout layout) {
    boolean lacking =
        layout.ofApi().findAny().isPresent()
            && layout.all(Item.Certificate.class).noneMatch(Custody::isFrontProxy);
    return lacking
        ? Stream.of(
            new Spot(
                "playbook " + layout.playbook().name(),
                "has no authority for the front proxy alone, so that the aggregation layer cannot"
                    + " be switched on"))
        : Stream.empty();
  }

  /** Known by its name only, as kubeadm gives it. */
  private static boolean isFrontProxy(Item.Certificate leaf) {
    return Stream.of(leaf.id().name(), leaf.subject().commonName())
        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("front-proxy"));
  }
}
