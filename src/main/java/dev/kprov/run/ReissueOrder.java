package dev.kprov.run;

import dev.kprov.base.Nearest;
import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the operator wants to be made again though it is good, because it leaked for instance.
 *
 * @param names as typed: {@code NAME}, {@code NAME@HOST}, or {@code @HOST} for all of a host
 * @param newKeys whether with new keys
 */
public record ReissueOrder(List<String> names, boolean newKeys) {

  /** Nothing. */
  public static final ReissueOrder NONE = new ReissueOrder(List.of(), false);

  private static final String AT = "@";

  public ReissueOrder {
    names = List.copyOf(names);
  }

  /**
   * The items that are meant, those of hosts only within the targets.
   *
   * @throws RunFailure of kind {@code USAGE} where a name means nothing that can be made again
   */
  Set<ItemId> items(ClusterDefinition cluster, Set<String> targets) throws RunFailure {
    if (names.isEmpty() && newKeys) {
      throw usage("--new-key says nothing without --reissue", "--reissue NAME --new-key");
    }
    Set<ItemId> items = new HashSet<>();
    for (String name : names) {
      items.addAll(items(name, cluster, targets));
    }
    return items;
  }

  private List<ItemId> items(String typed, ClusterDefinition cluster, Set<String> targets)
      throws RunFailure {
    int at = typed.indexOf(AT);
    String name = at < 0 ? typed : typed.substring(0, at);
    String host = at < 0 ? "" : typed.substring(at + 1);
    if (at >= 0) {
      requireHost(host, cluster, targets);
    }
    List<Item> named = name.isEmpty() ? ofHost(host, cluster) : named(name, cluster);
    List<ItemId> meant =
        named.stream()
            .map(Item::id)
            .filter(id -> at < 0 ? isWithin(id, targets) : id.host().equals(host(host)))
            .toList();
    if (meant.isEmpty()) {
      throw at < 0
          ? usage("no host within --limit has a " + name, "run without a limit")
          : name.isEmpty()
              ? usage(host + " has no certificate of its own", "see kprov certs")
              : usage(name + " is not made for each host", "--reissue " + name);
    }
    return meant;
  }

  private static Optional<String> host(String name) {
    return Optional.of(name);
  }

  private static boolean isWithin(ItemId id, Set<String> targets) {
    return id.host().map(targets::contains).orElse(true);
  }

  private static void requireHost(String host, ClusterDefinition cluster, Set<String> targets)
      throws RunFailure {
    List<String> hosts = cluster.inventory().hosts().stream().map(Host::name).toList();
    if (!hosts.contains(host)) {
      throw usage("--reissue: unknown host " + host, Nearest.hint(host, hosts));
    }
    if (!targets.contains(host)) {
      throw usage(
          "--reissue is for " + host + ", which --limit leaves out", "let --limit include " + host);
    }
  }

  private static List<Item> ofHost(String host, ClusterDefinition cluster) {
    return cluster.playbook().pki().items().stream()
        .filter(Item.Certificate.class::isInstance)
        .filter(item -> item.id().host().equals(host(host)))
        .toList();
  }

  private List<Item> named(String name, ClusterDefinition cluster) throws RunFailure {
    List<Item> items = cluster.playbook().pki().items();
    List<Item> called = items.stream().filter(item -> item.id().name().equals(name)).toList();
    List<Item> leaves = called.stream().filter(Item.Certificate.class::isInstance).toList();
    if (!leaves.isEmpty()) {
      return leaves;
    }
    if (called.isEmpty()) {
      throw unknown(name, items);
    }
    requireReissuable(called.getFirst());
    return List.of(called.getFirst());
  }

  /** Of what is no certificate, only the wrapper of a key pair can be made again. */
  private void requireReissuable(Item item) throws RunFailure {
    String id = item.id().toString();
    switch (item) {
      case Item.Certificate _ -> {}
      case Item.Authority _, Item.Chain _ ->
          throw usage(
              id + " cannot be issued anew: all that it signed would be worth nothing",
              "docs/store.md says how an authority is renewed over its key");
      case Item.KeyPair pair when newKeys ->
          throw usage(
              pair.id() + " keeps its key: with another one, all that it ever signed is refused",
              "docs/store.md says what cannot be replaced");
      case Item.KeyPair pair -> {
        if (pair.certificate().isEmpty()) {
          throw usage(pair.id() + " has no certificate", "docs/store.md says why its key stays");
        }
      }
      case Item.Kubeconfig kubeconfig ->
          throw usage(
              id + " follows its certificate", "--reissue " + kubeconfig.certificate().name());
      case Item.Encryption _ ->
          throw usage(
              id + " keeps its key: without it, nobody reads what lies encrypted in etcd",
              "docs/store.md says what cannot be replaced");
    }
  }

  private static RunFailure unknown(String name, List<Item> items) {
    if (name.startsWith("user/") || name.startsWith("users/")) {
      return usage(
          "users are not issued anew by --reissue",
          "kprov user add INVENTORY " + name.substring(name.indexOf('/') + 1) + " --renew");
    }
    Set<String> known =
        items.stream()
            .filter(item -> item instanceof Item.Certificate)
            .map(item -> item.id().name())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return usage("--reissue: unknown certificate " + name, Nearest.hint(name, known));
  }

  private static RunFailure usage(String message, String hint) {
    return new RunFailure(RunFailure.Kind.USAGE, message, hint);
  }
}
