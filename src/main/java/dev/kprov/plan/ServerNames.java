package dev.kprov.plan;

import dev.kprov.inventory.Addresses;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Pki;
import dev.kprov.pki.Usage;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Kubeconfigs whose server no certificate is valid for: every client would end with "certificate is
 * valid for X, not Y". Most often a load balancer's name or address was forgotten.
 */
public final class ServerNames {

  private final List<Item> items;

  private ServerNames(List<Item> items) {
    this.items = items;
  }

  /** At most one finding for each server. */
  public static List<Finding> of(Pki pki) {
    return new ServerNames(pki.items()).findings();
  }

  private record Server(ItemId authority, String name) {}

  private List<Finding> findings() {
    Map<Server, List<Item.Kubeconfig>> clients = new LinkedHashMap<>();
    for (Item item : items) {
      if (item instanceof Item.Kubeconfig kubeconfig) {
        clients
            .computeIfAbsent(
                new Server(kubeconfig.authority(), host(kubeconfig)), _ -> new ArrayList<>())
            .add(kubeconfig);
      }
    }
    List<Finding> findings = new ArrayList<>();
    clients.forEach((server, some) -> finding(server, some).ifPresent(findings::add));
    return findings;
  }

  /** The playbook's reader has seen to it that there is one. */
  private static String host(Item.Kubeconfig kubeconfig) {
    String host = Objects.requireNonNull(URI.create(kubeconfig.server()).getHost());
    return Addresses.canonical(host.replaceAll("^\\[|]$", ""));
  }

  private Optional<Finding> finding(Server server, List<Item.Kubeconfig> clients) {
    List<Item.Certificate> shown =
        items.stream()
            .filter(Item.Certificate.class::isInstance)
            .map(Item.Certificate.class::cast)
            .filter(leaf -> leaf.issuer().equals(server.authority()))
            .filter(leaf -> leaf.usages().contains(Usage.SERVER) && !leaf.names().all().isEmpty())
            .toList();
    // Without any, the API has a certificate that is not made here.
    boolean fine = shown.isEmpty() || shown.stream().anyMatch(leaf -> isFor(leaf, server.name()));
    return fine ? Optional.empty() : Optional.of(unnamed(server, clients));
  }

  private static Finding unnamed(Server server, List<Item.Kubeconfig> clients) {
    int others = clients.size() - 1;
    return Finding.warning(
        clients.getFirst().id().toString(),
        "its clients"
            + (others == 0 ? "" : ", and those of " + others + " more,")
            + " connect to "
            + server.name()
            + ", but no certificate of "
            + server.authority()
            + " is valid for that name",
        "add "
            + server.name()
            + " to cluster.apiServer.extraNames, or mend server in the playbook");
  }

  private static boolean isFor(Item.Certificate leaf, String name) {
    return leaf.names().all().stream()
        .anyMatch(one -> one.equals(name) || (one.startsWith("*.") && covers(one, name)));
  }

  /** A wildcard stands for one label (RFC 6125 section 6.4.3). */
  private static boolean covers(String wildcard, String name) {
    int dot = name.indexOf('.');
    return dot > 0 && !Addresses.isIp(name) && name.substring(dot).equals(wildcard.substring(1));
  }
}
