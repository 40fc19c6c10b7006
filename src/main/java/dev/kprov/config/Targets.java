package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.config.InventoryDraft.HostDraft;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a step's {@code on} names.
 *
 * @param place where it does
 * @param local whether it is the operator's own machine
 * @param roles the roles among it
 * @param hosts the single hosts among it
 */
record Targets(Place place, boolean local, List<Role> roles, List<Host> hosts) {

  Targets {
    roles = List.copyOf(roles);
    hosts = List.copyOf(hosts);
  }

  static Targets read(Fields step, Roles known, InventoryDraft inventory, Problems problems) {
    List<HostDraft> hosts = inventory.hosts();
    List<Role> roles = new ArrayList<>();
    List<Host> named = new ArrayList<>();
    boolean local = false;
    for (Node.Scalar text : step.requiredTexts("on")) {
      String word = text.text();
      Optional<Role> role = known.find(word);
      Optional<Host> host =
          hosts.stream().map(HostDraft::host).filter(h -> h.name().equals(word)).findFirst();
      if (word.equals(Roles.LOCAL)) {
        local = true;
      } else if (role.isPresent()) {
        roles.add(role.get());
      } else if (host.isPresent()) {
        host.filter(one -> isSound(one, known)).ifPresent(named::add);
      } else if (inventory.whole() && known.whole()) {
        problems.add(text.place(), "unknown role or host " + word, hint(word, known, hosts));
      }
    }
    return new Targets(step.place("on"), local, roles, named);
  }

  /** Whether it has roles at all, and only known ones; what else it would be judged by is wrong. */
  private static boolean isSound(Host host, Roles known) {
    return !host.roles().isEmpty() && known.all().containsAll(host.roles());
  }

  private static String hint(String word, Roles known, List<HostDraft> hosts) {
    List<String> names = hosts.stream().map(draft -> draft.host().name()).toList();
    List<String> all = Stream.concat(known.names().stream(), names.stream()).toList();
    return Nearest.hint(word, Nearest.to(word, all).isPresent() ? all : known.names());
  }

  boolean matches(Host host) {
    return roles.stream().anyMatch(host::has)
        || hosts.stream().anyMatch(one -> one.name().equals(host.name()));
  }
}
