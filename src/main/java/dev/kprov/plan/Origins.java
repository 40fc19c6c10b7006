package dev.kprov.plan;

import dev.kprov.inventory.ApiServer;
import dev.kprov.inventory.Cluster;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import java.util.List;
import java.util.Optional;

/**
 * Finds where in the inventory a name of a certificate comes from, so that a person can mend it.
 */
final class Origins {

  private final Inventory inventory;

  Origins(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The name, with the key of the inventory that asks for it where there is one. */
  String explained(String name) {
    return of(name).map(key -> name + " (" + key + ")").orElse(name);
  }

  private Optional<String> of(String name) {
    return ofApiServer(name)
        .or(() ->
            inventory.hosts().stream().flatMap(host -> ofHost(host, name).stream()).findFirst())
        .or(() -> ofServices(name));
  }

  private Optional<String> ofApiServer(String name) {
    ApiServer api = inventory.cluster().apiServer();
    if (api.extraNames().contains(name)) {
      return Optional.of("cluster.apiServer.extraNames");
    }
    if (name.equals(api.address())) {
      return Optional.of("cluster.apiServer.address");
    }
    return isNamed(name, api.name()) ? Optional.of("cluster.apiServer.name") : Optional.empty();
  }

  private Optional<String> ofHost(Host host, String name) {
    if (name.equals(host.address())) {
      return Optional.of("address of " + host.name());
    }
    return isNamed(name, host.name()) || name.equals(host.nodeName())
        ? Optional.of("host " + host.name())
        : Optional.empty();
  }

  private Optional<String> ofServices(String name) {
    Cluster cluster = inventory.cluster();
    if (cluster.serviceIps().contains(name)) {
      return Optional.of("cluster.serviceSubnet");
    }
    return name.endsWith(".svc." + cluster.dnsDomain())
        ? Optional.of("cluster.dnsDomain")
        : Optional.empty();
  }

  private boolean isNamed(String name, String label) {
    return List.of(label, label + "." + inventory.cluster().domain()).contains(name);
  }
}
