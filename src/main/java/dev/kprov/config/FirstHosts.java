package dev.kprov.config;

import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.pki.ItemId.Section;
import dev.kprov.pki.Ledger;
import dev.kprov.text.Node;
import java.util.List;
import java.util.Optional;

/**
 * Reads vars whose default is a host: {@code {firstOf: control, rememberedBy: super-admin}}, the
 * first host of a role in the inventory, until a certificate has been made for one of them; from
 * then on it is that host, wherever the inventory names it.
 */
final class FirstHosts {

  private final Roles roles;
  private final InventoryDraft inventory;
  private final Catalogue catalogue;
  private final Past past;
  private final Problems problems;

  /** What was issued before. */
  interface Past {
    Ledger ledger() throws RunFailure;
  }

  FirstHosts(
      Roles roles, InventoryDraft inventory, Catalogue catalogue, Past past, Problems problems) {
    this.roles = roles;
    this.inventory = inventory;
    this.catalogue = catalogue;
    this.past = past;
    this.problems = problems;
  }

  /** The var; empty where a problem was added. */
  Optional<VarChoice> read(Fields fields) throws RunFailure {
    Optional<Role> role = fields.requiredText("firstOf").flatMap(roles::read);
    Optional<ItemDef> certificate = fields.requiredText("rememberedBy").flatMap(this::certificate);
    if (role.isEmpty() || certificate.isEmpty()) {
      return Optional.empty();
    }
    List<String> hosts = inventory.hostsOf(role.get()).stream().map(Host::name).toList();
    List<String> remembered =
        past.ledger().hosts(Section.CERTIFICATE, certificate.get().name()).stream()
            .filter(hosts::contains)
            .toList();
    String first = hosts.isEmpty() ? "" : hosts.getFirst();
    String name = remembered.isEmpty() ? first : remembered.getLast();
    return Optional.of(new VarChoice(name, hosts, "no host of role " + role.get()));
  }

  private Optional<ItemDef> certificate(Node.Scalar reference) {
    Optional<ItemDef> found = catalogue.find(Section.CERTIFICATE, reference);
    return found.filter(def -> def.perHost() || refused(def, reference));
  }

  private boolean refused(ItemDef def, Node.Scalar reference) {
    problems.add(reference.place(), def + " is not made for hosts (key for)");
    return false;
  }
}
