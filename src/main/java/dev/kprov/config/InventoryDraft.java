package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.inventory.Cluster;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.text.Node;
import java.util.List;
import java.util.Optional;

/**
 * What an inventory says before its playbook is known. Where a value was wrong, something harmless
 * stands in its place, so that reading goes on and finds what else is wrong.
 *
 * @param cluster what is true of the whole cluster
 * @param playbook the name or path of the playbook, if it is given
 * @param vars the overrides of the playbook's vars, if there are any
 * @param hosts those with a name of their own
 * @param whole whether these are all hosts that are meant
 */
record InventoryDraft(
    Cluster cluster,
    Optional<Node.Scalar> playbook,
    Optional<Node> vars,
    List<HostDraft> hosts,
    boolean whole) {

  InventoryDraft {
    hosts = List.copyOf(hosts);
  }

  List<Host> hostsOf(Role role) {
    return hosts.stream().map(HostDraft::host).filter(host -> host.has(role)).toList();
  }

  /**
   * One host of it.
   *
   * @param namePlace where its name stands
   * @param roles as they are written, for the places
   * @param vars its own overrides, if there are any
   * @param sample whether no inventory has it: templates are tried on it
   */
  record HostDraft(
      Host host, Place namePlace, List<Node.Scalar> roles, Optional<Node> vars, boolean sample) {

    HostDraft {
      roles = List.copyOf(roles);
    }

    /** The same entry, of which the host has become known better. */
    HostDraft of(Host known) {
      return new HostDraft(known, namePlace, roles, vars, sample);
    }
  }
}
