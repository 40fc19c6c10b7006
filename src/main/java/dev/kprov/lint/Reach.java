package dev.kprov.lint;

import dev.kprov.inventory.ApiServer;
import dev.kprov.pki.AltNames;
import dev.kprov.plan.ServerNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether those who look for the API find it, under names that it can prove. */
final class Reach {

  private Reach() {}

  static Stream<Spot> namesOfTheApi(Layout layout) {
    ApiServer api = layout.cluster().apiServer();
    List<String> needed = new ArrayList<>(List.of(api.name(), api.address()));
    needed.addAll(layout.cluster().serviceIps());
    return layout
        .ofApi()
        .flatMap(leaf -> {
          List<String> missing = AltNames.of(needed).missingFrom(leaf.names());
          return missing.isEmpty()
              ? Stream.empty()
              : Stream.of(
                  new Spot(leaf.id().toString(), "is not valid for " + String.join(", ", missing)));
        });
  }

  static Stream<Spot> unprovenServers(Layout layout) {
    return ServerNames.of(layout.playbook().pki()).stream()
        .map(finding -> new Spot(finding.subject(), finding.message()));
  }

  static Stream<Spot> oneHostForAll(Layout layout) {
    Set<String> control = layout.apiHosts();
    String address = layout.cluster().apiServer().address();
    return layout.inventory().hosts().stream()
        .filter(host -> control.size() > 1 && control.contains(host.name()))
        .filter(host -> host.address().equals(address))
        .map(host ->
            new Spot(
                "apiServer.address",
                address + " is " + host.name() + "'s own, one of " + control.size()));
  }

  static Stream<Spot> hostsAmongServices(Layout layout) {
    return layout.inventory().hosts().stream()
        .flatMap(host ->
            layout.cluster().serviceSubnets().stream()
                .filter(subnet -> subnet.contains(host.address()))
                .map(subnet ->
                    new Spot(
                        "host " + host.name(),
                        "its address " + host.address() + " lies in serviceSubnet " + subnet)));
  }
}
