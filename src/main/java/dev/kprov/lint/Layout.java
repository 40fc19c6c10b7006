package dev.kprov.lint;

import dev.kprov.base.StorePath;
import dev.kprov.inventory.Cluster;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.StoreState;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import dev.kprov.playbook.Playbook;
import dev.kprov.state.Resource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster as inventory and playbook describe it, what its store holds, and who gets what. */
public final class Layout {

  /** By this name every pod of every cluster asks for the API. */
  private static final String SERVICE = "kubernetes.default.svc";

  private final Inventory inventory;
  private final Playbook playbook;
  private final StoreState store;
  private final Map<StorePath, Set<String>> hostsByFile = new HashMap<>();

  public Layout(Inventory inventory, Playbook playbook, StoreState store) {
    this.inventory = inventory;
    this.playbook = playbook;
    this.store = store;
    inventory.hosts().forEach(this::place);
  }

  private void place(Host host) {
    for (Resource.File file : playbook.desired(host).files()) {
      hostsByFile.computeIfAbsent(file.source(), _ -> new LinkedHashSet<>()).add(host.name());
    }
  }

  Inventory inventory() {
    return inventory;
  }

  Cluster cluster() {
    return inventory.cluster();
  }

  Playbook playbook() {
    return playbook;
  }

  StoreState store() {
    return store;
  }

  /** The items of one kind. */
  <T extends Item> Stream<T> all(Class<T> kind) {
    return playbook.pki().items().stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The hosts that get an item's secret, on its own or within a kubeconfig, by name. */
  Set<String> holders(Item item) {
    Stream<StorePath> own =
        item.files().entrySet().stream()
            .filter(file -> file.getValue().secret())
            .map(Map.Entry::getKey);
    Stream<StorePath> within =
        all(Item.Kubeconfig.class)
            .filter(config -> config.certificate().equals(item.id()))
            .map(Item.Kubeconfig::file);
    return Stream.concat(own, within)
        .flatMap(file -> hostsByFile.getOrDefault(file, Set.of()).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The API server's certificates: those that serve under a name of the API's own. */
  Stream<Item.Certificate> ofApi() {
    Set<String> own = Set.copyOf(cluster().serviceIps());
    return all(Item.Certificate.class)
        .filter(leaf -> leaf.usages().contains(Usage.SERVER))
        .filter(leaf ->
            leaf.names().all().stream().anyMatch(own::contains)
                || leaf.names().dns().contains(SERVICE)
                || leaf.names().dns().contains(cluster().apiServer().name()));
  }

  /** The hosts that run an API server: they hold a key of its certificates. */
  Set<String> apiHosts() {
    return ofApi().flatMap(leaf -> holders(leaf).stream()).collect(Collectors.toSet());
  }

  /**
   * etcd's server certificates, by what they are called; where there are none, those of the API
   * server, which then must be etcd's as well if they can be.
   */
  Stream<Item.Certificate> ofEtcd() {
    List<Item.Certificate> named =
        all(Item.Certificate.class)
            .filter(leaf -> leaf.usages().contains(Usage.SERVER))
            .filter(Layout::isNamedForEtcd)
            .toList();
    return named.isEmpty() ? ofApi().filter(Layout::canBeAPeer) : named.stream();
  }

  static boolean isNamedForEtcd(Item.Certificate leaf) {
    return namesEtcd(leaf.id().name()) || namesEtcd(leaf.subject().commonName());
  }

  static boolean namesEtcd(String text) {
    return text.toLowerCase(Locale.ROOT).contains("etcd");
  }

  /** A member of etcd is server and client of the others. */
  private static boolean canBeAPeer(Item.Certificate leaf) {
    return leaf.usages().containsAll(Set.of(Usage.SERVER, Usage.CLIENT));
  }

  /** Every certificate that the playbook wants, but the wrappers of bare keys. */
  Stream<Leaf> leaves() {
    return all(Item.Certificate.class).map(leaf -> Leaf.of(leaf, subjectOf(leaf.issuer())));
  }

  Item.Authority authority(ItemId id) {
    return (Item.Authority) playbook.pki().item(id);
  }

  private Subject subjectOf(ItemId authority) {
    return authority(authority).subject();
  }
}
